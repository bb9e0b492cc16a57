package nl.sluitend.convenant;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nl.sluitend.convenant.SignedStep.Statement;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.FieldError;

/** What this party does with its convenants: draft, propose, sign. */
@ApplicationScoped
public class ConvenantSteps {

    private final ConvenantRepository repository;
    private final Convenants convenants;
    private final SigningTerms terms;
    private final ConvenantLog log;
    private final OwnParty own;
    private final Jws jws;
    private final SchedulerClient jobs;
    private final Clock clock;

    ConvenantSteps(
            ConvenantRepository repository,
            Convenants convenants,
            SigningTerms terms,
            ConvenantLog log,
            OwnParty own,
            Jws jws,
            SchedulerClient jobs,
            Clock clock) {
        this.repository = repository;
        this.convenants = convenants;
        this.terms = terms;
        this.log = log;
        this.own = own;
        this.jws = jws;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Keeps a draft. The same content again gives what is there. */
    @Transactional
    public ConvenantDossier draft(byte[] json) {
        return draft(json, Optional.empty());
    }

    /**
     * Keeps a draft.
     *
     * @param author the person who drew it up, and who may not sign it; empty for a system
     */
    @Transactional
    public ConvenantDossier draft(byte[] json, Optional<String> author) {
        Convenant convenant = read(json);
        Oin counterpart = terms.counterpart(convenant);
        ConvenantRow row = ConvenantRow.of(convenant, counterpart, true, clock.instant());
        row.madeBy = author.orElse(null);
        repository.add(row);
        return convenants.find(convenant.hash()).orElseThrow(ConvenantProblems::unknown);
    }

    /** Whether that person drew it up here, and so does not sign it. */
    @Transactional
    public boolean isDrafter(String hash, String person) {
        return repository
                .findByIdOptional(hash)
                .filter(row -> person.equals(row.madeBy))
                .isPresent();
    }

    /** Shows a draft to the counterpart. */
    @Transactional
    public ConvenantDossier propose(String hash) {
        ConvenantRow row = locked(hash);
        ConvenantDossier dossier = dossier(row);
        terms.check(dossier.convenant());
        return row.proposed ? dossier : propose(row);
    }

    /** Signs a step of this party; the same step again changes nothing. */
    @Transactional
    public ConvenantDossier sign(String hash, StepType type) {
        return sign(hash, type, Optional.empty(), Optional.empty());
    }

    /**
     * Signs a step of this party; the same step again changes nothing.
     *
     * @param reason why, for a rejection or a revocation
     * @param person who asks for it; empty for a system
     */
    @Transactional
    public ConvenantDossier sign(
            String hash, StepType type, Optional<String> reason, Optional<String> person) {
        ConvenantRow row = locked(hash);
        ConvenantDossier dossier = dossier(row);
        if (dossier.step(own.oin(), type).isPresent()) {
            return dossier;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ConvenantState state = convenants.state(dossier, now);
        if (!possibleIn(type).contains(state)) {
            throw ConvenantProblems.wrongState(type, state);
        }
        if (type == StepType.ACCEPT) {
            terms.check(dossier.convenant());
            SigningTerms.checkComplete(dossier);
            checkAlone(dossier, now);
            if (person.filter(signer -> signer.equals(row.madeBy)).isPresent()) {
                throw ConvenantProblems.drafterSigns();
            }
        }
        Statement statement = statement(hash, type, now, reason);
        SignedStep step = new SignedStep(own.oin(), type, now, jws.sign(statement.bytes()));
        row.add(step, now, false);
        log.recorded(dossier.convenant(), step, now);
        return propose(row);
    }

    /** What must be there or be mended before this party can sign; empty when nothing is. */
    public List<Finding> lacking(ConvenantDossier dossier) {
        return Stream.concat(
                        dossier.missing().stream(),
                        terms.codesThatDiffer(dossier.convenant()).stream())
                .toList();
    }

    /** Two convenants that replace the same one would both be in force. */
    private void checkAlone(ConvenantDossier dossier, Instant now) {
        dossier.convenant()
                .predecessor()
                .flatMap(convenants::find)
                .ifPresent(
                        before -> {
                            boolean another =
                                    convenants.successors(before).stream()
                                            .filter(
                                                    next ->
                                                            !next.convenant()
                                                                    .equals(dossier.convenant()))
                                            .anyMatch(next -> isTaken(next, now));
                            if (another) {
                                throw ConvenantProblems.alreadyReplaced();
                            }
                        });
    }

    private boolean isTaken(ConvenantDossier next, Instant now) {
        return switch (next.state(own.oin(), now)) {
            case ACCEPTED_BY_US, ACCEPTED_BY_BOTH, IN_FORCE -> true;
            case DRAFT, PROPOSED, ACCEPTED_BY_THEM, SUPERSEDED, REVOKED, REJECTED, EXPIRED -> false;
        };
    }

    private static Statement statement(
            String hash, StepType type, Instant now, Optional<String> reason) {
        if (reason.isPresent() && (type == StepType.ACCEPT || !Statement.isReason(reason.get()))) {
            throw ConvenantProblems.invalid(
                    List.of(
                            new FieldError(
                                    "/reason",
                                    "one line of text, at most "
                                            + SignedStep.MAX_REASON
                                            + " characters, with a rejection or a revocation is"
                                            + " expected")));
        }
        return new Statement(hash, type, now, reason);
    }

    /** The states in which this party can take a step. */
    static Set<ConvenantState> possibleIn(StepType type) {
        return switch (type) {
            case ACCEPT ->
                    EnumSet.of(
                            ConvenantState.DRAFT,
                            ConvenantState.PROPOSED,
                            ConvenantState.ACCEPTED_BY_THEM);
            case REJECT -> EnumSet.of(ConvenantState.PROPOSED, ConvenantState.ACCEPTED_BY_THEM);
            case REVOKE ->
                    EnumSet.of(
                            ConvenantState.ACCEPTED_BY_US,
                            ConvenantState.ACCEPTED_BY_BOTH,
                            ConvenantState.IN_FORCE);
        };
    }

    private ConvenantDossier propose(ConvenantRow row) {
        row.proposed = true;
        repository.flush();
        ConvenantJobs.deliver(jobs, row.hash, clock.instant());
        return dossier(row);
    }

    private ConvenantRow locked(String hash) {
        return repository.lock(hash).orElseThrow(ConvenantProblems::unknown);
    }

    private ConvenantDossier dossier(ConvenantRow row) {
        return convenants.dossier(row).orElseThrow(ConvenantProblems::unknown);
    }

    private static Convenant read(byte[] json) {
        return switch (ConvenantReader.read(json)) {
            case ConvenantReading.Read(Convenant convenant) -> convenant;
            case ConvenantReading.Faulty faulty -> throw ConvenantProblems.invalid(faulty.errors());
        };
    }
}
