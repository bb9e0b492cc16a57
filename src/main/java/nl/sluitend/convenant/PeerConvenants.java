package nl.sluitend.convenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.sluitend.convenant.SignedStep.Statement;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.JwsVerification.Rejected;
import nl.sluitend.party.JwsVerification.Verified;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.ProblemException;

/** What a counterpart sends and may see. Everything is idempotent: messages get lost. */
@ApplicationScoped
class PeerConvenants {

    /** How far the clocks of two nodes may be apart. */
    static final Duration SKEW = Duration.ofMinutes(5);

    /** How long a signature may have been under way. */
    static final Duration UNDER_WAY = Duration.ofDays(30);

    /** Most proposals of one counterpart that wait for an answer. */
    static final int MOST_PROPOSALS = 100;

    private final ConvenantRepository repository;
    private final Convenants convenants;
    private final ConvenantLog log;
    private final OwnParty own;
    private final Jws jws;
    private final Clock clock;

    PeerConvenants(
            ConvenantRepository repository,
            Convenants convenants,
            ConvenantLog log,
            OwnParty own,
            Jws jws,
            Clock clock) {
        this.repository = repository;
        this.convenants = convenants;
        this.log = log;
        this.own = own;
        this.jws = jws;
        this.clock = clock;
    }

    /** Hashes of the convenants that this counterpart may see. */
    @Transactional
    List<String> hashes(Oin peer) {
        return repository.proposedWith(peer).stream().map(row -> row.hash).toList();
    }

    /** A convenant that this counterpart may see. */
    @Transactional
    Optional<ConvenantDossier> find(Oin peer, String hash) {
        return visible(peer, repository.findByIdOptional(hash)).flatMap(convenants::dossier);
    }

    /** Keeps the content that a counterpart proposes. */
    @Transactional
    void receive(Oin peer, String hash, byte[] json) {
        Convenant convenant =
                switch (ConvenantReader.read(json)) {
                    case ConvenantReading.Read(Convenant read) -> read;
                    case ConvenantReading.Faulty faulty ->
                            throw ConvenantProblems.invalid(faulty.errors());
                };
        if (!convenant.hash().equals(hash)) {
            throw ConvenantProblems.otherContent();
        }
        if (convenant.counterpartOf(own.oin()).filter(c -> c.oin().equals(peer)).isEmpty()) {
            throw ConvenantProblems.otherParties(
                    "The parties are expected to be " + own.oin() + " and " + peer + ".");
        }
        Optional<ConvenantRow> known = repository.lock(hash);
        if (known.isPresent()) {
            known.get().proposed = true;
            known.get().delivered = true;
            return;
        }
        if (repository.countUnanswered(peer, own.oin()) >= MOST_PROPOSALS) {
            throw ConvenantProblems.tooMany();
        }
        repository.add(ConvenantRow.of(convenant, peer, false, clock.instant()));
    }

    /**
     * Keeps a step that a counterpart signed.
     *
     * @param sentAt the clock of the counterpart when it sent this; tells whether the clocks agree
     */
    @Transactional
    void receive(Oin peer, String hash, String signature, Instant sentAt) {
        ConvenantRow row =
                visible(peer, repository.lock(hash)).orElseThrow(ConvenantProblems::unknown);
        ConvenantDossier dossier = convenants.dossier(row).orElseThrow(ConvenantProblems::unknown);
        Convenant convenant = dossier.convenant();
        Instant now = clock.instant();
        try {
            SignedStep step = verified(peer, hash, signature, sentAt, now);
            if (step.type() == StepType.ACCEPT) {
                SigningTerms.checkComplete(dossier);
            }
            if (row.step(peer, step.type()).isEmpty()) {
                row.add(step, now, true);
                log.recorded(convenant, step, now);
            }
        } catch (ProblemException e) {
            log.refused(convenant, peer, e.problem().type(), now);
            throw e;
        }
    }

    private SignedStep verified(
            Oin peer, String hash, String signature, Instant sentAt, Instant now) {
        if (Duration.between(sentAt, now).abs().compareTo(SKEW) > 0) {
            throw ConvenantProblems.clockSkew(
                    "Sent at %s, received at %s: at most %d minutes apart are expected."
                            .formatted(sentAt, now, SKEW.toMinutes()));
        }
        Statement statement =
                Statement.read(payload(signature, peer, now))
                        .orElseThrow(
                                () ->
                                        ConvenantProblems.badSignature(
                                                "Exactly convenantHash, type and signedAt are"
                                                        + " expected to be signed."));
        if (!statement.convenantHash().equals(hash)) {
            throw ConvenantProblems.badSignature("The signature is of another convenant.");
        }
        if (statement.signedAt().isAfter(now.plus(SKEW))) {
            throw ConvenantProblems.clockSkew(
                    "Signed at %s, which is still to come at %s."
                            .formatted(statement.signedAt(), now));
        }
        if (statement.signedAt().isBefore(now.minus(UNDER_WAY))) {
            throw ConvenantProblems.replayed(
                    "Signed more than " + UNDER_WAY.toDays() + " days ago; sign again.");
        }
        payload(signature, peer, statement.signedAt());
        return new SignedStep(peer, statement.type(), statement.signedAt(), signature);
    }

    private byte[] payload(String signature, Oin signer, Instant at) {
        return switch (jws.verify(signature, signer, at)) {
            case Verified verified -> verified.payload();
            case Rejected(var reason, String detail) ->
                    throw switch (reason) {
                        case OTHER_SIGNER, OIN_MISSING -> ConvenantProblems.otherParties(detail);
                        case MALFORMED,
                                ALGORITHM,
                                CERTIFICATE_EXPIRED,
                                CERTIFICATE_REVOKED,
                                CERTIFICATE_NOT_TRUSTED,
                                SIGNATURE_INVALID ->
                                ConvenantProblems.badSignature(detail);
                    };
        };
    }

    private static Optional<ConvenantRow> visible(Oin peer, Optional<ConvenantRow> row) {
        return row.filter(r -> r.proposed && r.counterpart.equals(peer.value()));
    }
}
