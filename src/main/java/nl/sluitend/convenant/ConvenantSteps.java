package nl.sluitend.convenant;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import nl.sluitend.convenant.SignedStep.Statement;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.OwnParty;

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
        Convenant convenant = read(json);
        Oin counterpart = terms.counterpart(convenant);
        repository.add(ConvenantRow.of(convenant, counterpart, true, clock.instant()));
        return convenants.find(convenant.hash()).orElseThrow(ConvenantProblems::unknown);
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
        }
        Statement statement = new Statement(hash, type, now);
        SignedStep step = new SignedStep(own.oin(), type, now, jws.sign(statement.bytes()));
        row.add(step, now, false);
        log.recorded(dossier.convenant(), step, now);
        return propose(row);
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
