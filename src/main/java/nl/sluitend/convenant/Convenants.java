package nl.sluitend.convenant;

import static nl.sluitend.convenant.SignedStep.Statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import nl.sluitend.party.Jws;
import nl.sluitend.party.JwsVerification.Rejected;
import nl.sluitend.party.JwsVerification.Verified;
import nl.sluitend.party.OwnParty;
import org.jboss.logging.Logger;

/**
 * The convenants of this node, for whoever wants to exchange something. Trusts nothing in the
 * database: hash, content and signatures are checked at every reading, so that a row that somebody
 * wrote by hand puts nothing in force.
 */
@ApplicationScoped
public class Convenants {

    private static final Logger LOG = Logger.getLogger(Convenants.class);

    /** How long the same octets count as checked: revocation lists may change meanwhile. */
    private static final Duration TRUSTED = Duration.ofSeconds(10);

    private static final int MOST_CHECKED = 200;

    /** What was read from the database, and what came of checking it. */
    private record Checked(List<Object> read, Instant at, ConvenantDossier dossier) {
        boolean isOf(List<Object> now, Instant instant) {
            return read.equals(now) && !instant.isBefore(at) && instant.isBefore(at.plus(TRUSTED));
        }
    }

    /**
     * A convenant as it was read and checked.
     *
     * @param fingerprint of what lay in the database
     */
    private record Known(
            String fingerprint,
            Instant at,
            ConvenantDossier dossier,
            List<ConvenantDossier> successors) {
        boolean isOf(String now, Instant instant) {
            return fingerprint.equals(now)
                    && !instant.isBefore(at)
                    && instant.isBefore(at.plus(TRUSTED));
        }
    }

    /** A convenant and where it is in its life, as this party sees it. */
    public record Standing(ConvenantDossier dossier, ConvenantState state) {}

    private final ConcurrentMap<String, Checked> checked = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
    private final ConvenantRepository repository;
    private final OwnParty own;
    private final Jws jws;
    private final Clock clock;

    Convenants(ConvenantRepository repository, OwnParty own, Jws jws, Clock clock) {
        this.repository = repository;
        this.own = own;
        this.jws = jws;
        this.clock = clock;
    }

    /** The convenant with this hash, with its verified steps. */
    @Transactional
    public Optional<ConvenantDossier> find(String hash) {
        return repository.findByIdOptional(hash).flatMap(this::dossier);
    }

    /**
     * As {@link #find} and {@link #state}, for who asks at every message of a run: what the
     * database says is the same for some seconds is not read and checked again.
     *
     * @param at the moment whose state is asked
     */
    @Transactional
    public Optional<Standing> standing(String hash, Instant at) {
        return known(hash, clock.instant())
                .map(
                        one ->
                                new Standing(
                                        one.dossier(), state(one.dossier(), one.successors(), at)));
    }

    private Optional<Known> known(String hash, Instant now) {
        String fingerprint = repository.fingerprint(hash).orElse("");
        Known before = known.get(hash);
        if (before != null && before.isOf(fingerprint, now)) {
            return Optional.of(before);
        }
        if (known.size() >= MOST_CHECKED) {
            known.clear();
        }
        List<ConvenantRow> rows = repository.withSuccessors(hash);
        Optional<Known> read =
                rows.stream()
                        .filter(row -> row.hash.equals(hash))
                        .findFirst()
                        .flatMap(row -> read(row, rows, now));
        read.ifPresentOrElse(one -> known.put(hash, one), () -> known.remove(hash));
        return read;
    }

    private Optional<Known> read(ConvenantRow row, List<ConvenantRow> all, Instant now) {
        return check(row)
                .map(
                        dossier ->
                                new Known(
                                        ConvenantFingerprint.of(all),
                                        now,
                                        dossier,
                                        all.stream()
                                                .filter(next -> row.hash.equals(next.predecessor))
                                                .filter(
                                                        next ->
                                                                next.counterpart.equals(
                                                                        row.counterpart))
                                                .map(this::check)
                                                .flatMap(Optional::stream)
                                                .toList()));
    }

    /** Every convenant, newest first. */
    @Transactional
    public List<ConvenantDossier> list() {
        return repository.newestFirst().stream()
                .map(this::dossier)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Part of the list, newest first.
     *
     * @param after hash of the last one of the part before; an unknown one gives nothing
     */
    @Transactional
    public List<ConvenantDossier> list(Optional<String> after, int limit) {
        Optional<ConvenantRow> last = after.flatMap(repository::findByIdOptional);
        return after.isPresent() && last.isEmpty()
                ? List.of()
                : repository.newestFirst(last, limit).stream()
                        .map(this::dossier)
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** The convenants under which something may be exchanged at this instant. */
    @Transactional
    public List<ConvenantDossier> inForce(Instant at) {
        return list().stream()
                .filter(dossier -> state(dossier, at) == ConvenantState.IN_FORCE)
                .toList();
    }

    /** Where a convenant is in its life, as this party sees it. */
    @Transactional
    public ConvenantState state(ConvenantDossier dossier, Instant at) {
        ConvenantState state = dossier.state(own.oin(), at);
        return state == ConvenantState.IN_FORCE ? state(dossier, successors(dossier), at) : state;
    }

    private ConvenantState state(
            ConvenantDossier dossier, List<ConvenantDossier> successors, Instant at) {
        ConvenantState state = dossier.state(own.oin(), at);
        boolean superseded =
                successors.stream()
                        .anyMatch(next -> next.state(own.oin(), at) == ConvenantState.IN_FORCE);
        return state == ConvenantState.IN_FORCE && superseded ? ConvenantState.SUPERSEDED : state;
    }

    /**
     * Hashes of a convenant and of those whose place it took, one after the other: what was spent
     * under them is not given anew by an amendment.
     */
    @Transactional
    public List<String> lineage(Convenant convenant) {
        List<String> hashes = new ArrayList<>(List.of(convenant.hash()));
        Optional<String> before = convenant.predecessor();
        while (before.isPresent()) {
            hashes.add(before.get());
            before = before.flatMap(this::find).flatMap(d -> d.convenant().predecessor());
        }
        return List.copyOf(hashes);
    }

    /**
     * The part of {@link #lineage} that is about the same pupils: up to an amendment of the scope,
     * which makes another list. This one first.
     */
    @Transactional
    public List<String> lineageOfScope(Convenant convenant) {
        List<String> hashes = new ArrayList<>(List.of(convenant.hash()));
        Optional<Convenant> before = predecessor(convenant);
        while (before.filter(one -> one.scope().equals(convenant.scope())).isPresent()) {
            hashes.add(before.get().hash());
            before = predecessor(before.get());
        }
        return List.copyOf(hashes);
    }

    /**
     * Until when the logs of a convenant and of those that took its place are kept, whichever is
     * later; empty when it is not here unaltered.
     */
    @Transactional
    public Optional<Instant> keptUntil(String hash) {
        Optional<ConvenantDossier> dossier = find(hash);
        if (dossier.isEmpty()) {
            return Optional.empty();
        }
        Instant until = ConvenantLogRetention.until(dossier.get().convenant());
        for (ConvenantDossier next : successors(dossier.get())) {
            boolean signed = next.steps().stream().anyMatch(s -> s.type() == StepType.ACCEPT);
            Optional<Instant> after =
                    signed ? keptUntil(next.convenant().hash()) : Optional.empty();
            until = after.filter(until::isBefore).orElse(until);
        }
        return Optional.of(until);
    }

    private Optional<Convenant> predecessor(Convenant convenant) {
        return convenant.predecessor().flatMap(this::find).map(ConvenantDossier::convenant);
    }

    /** The convenants between the same parties that name this one as their predecessor. */
    @Transactional
    List<ConvenantDossier> successors(ConvenantDossier dossier) {
        String counterpart =
                dossier.convenant().counterpartOf(own.oin()).orElseThrow().oin().value();
        return repository.successors(dossier.convenant().hash(), counterpart).stream()
                .map(this::dossier)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The row with everything in it checked; empty, and told in the log, when it was altered. The
     * very same octets are not checked again for some seconds: a run reads its convenant at every
     * message. Any other octets, and a step that was added, are.
     */
    Optional<ConvenantDossier> dossier(ConvenantRow row) {
        List<Object> read = new ArrayList<>(List.of(row.hash, row.content, row.proposed));
        row.steps.forEach(step -> read.add(step.toStep()));
        Checked before = checked.get(row.hash);
        Instant now = clock.instant();
        if (before != null && before.isOf(read, now)) {
            return Optional.of(before.dossier());
        }
        Optional<ConvenantDossier> dossier = check(row);
        if (checked.size() >= MOST_CHECKED) {
            checked.clear();
        }
        dossier.ifPresent(d -> checked.put(row.hash, new Checked(read, now, d)));
        return dossier;
    }

    private Optional<ConvenantDossier> check(ConvenantRow row) {
        return switch (ConvenantReader.read(row.content.getBytes(StandardCharsets.UTF_8))) {
            case ConvenantReading.Read(Convenant convenant)
                    when convenant.hash().equals(row.hash) ->
                    Optional.of(new ConvenantDossier(convenant, row.proposed, steps(row)));
            case ConvenantReading.Read _, ConvenantReading.Faulty _ -> {
                LOG.errorf("convenant %s was altered in the database; it is ignored", row.hash);
                yield Optional.empty();
            }
        };
    }

    private List<SignedStep> steps(ConvenantRow row) {
        List<SignedStep> verified = new ArrayList<>();
        for (StepRow stepRow : row.steps) {
            SignedStep step = stepRow.toStep();
            if (isGenuine(row.hash, step)) {
                verified.add(step);
            } else {
                LOG.errorf(
                        "step %s of %s under convenant %s does not verify; it is ignored",
                        step.type(), step.signer(), row.hash);
            }
        }
        return verified;
    }

    private boolean isGenuine(String hash, SignedStep step) {
        Statement claimed = new Statement(hash, step.type(), step.signedAt());
        return switch (jws.verify(step.jws(), step.signer(), step.signedAt())) {
            case Verified verified ->
                    Statement.read(verified.payload()).filter(claimed::agreesWith).isPresent();
            case Rejected _ -> false;
        };
    }
}
