package nl.sluitend.registration;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.jboss.logging.Logger;

/** The states of an import: begun, run, ended, failed, waiting for a person. */
@ApplicationScoped
class ImportLifecycle {

    private static final Logger LOG = Logger.getLogger(ImportLifecycle.class);

    /** Most answers to lines in one report. */
    static final int PAGE = 1_000;

    /** A running import of which nothing was heard for this long has died with its replica. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final ImportJobs jobs;
    private final ImportTables tables;
    private final RegisterTable register;
    private final RegisterLog log;
    private final Clock clock;

    ImportLifecycle(
            ImportJobs jobs,
            ImportTables tables,
            RegisterTable register,
            RegisterLog log,
            Clock clock) {
        this.jobs = jobs;
        this.tables = tables;
        this.register = register;
        this.log = log;
        this.clock = clock;
    }

    /**
     * An import that begins, or one that has ended under the same key.
     *
     * @param fresh whether it has to be run
     */
    record Begun(UUID job, boolean fresh) {}

    Begun begin(String sourceSystem, Optional<String> key, ImportRequest request) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            register.lock(sourceSystem);
                            Optional<ImportJob> earlier =
                                    key.flatMap(k -> jobs.findByKey(sourceSystem, k));
                            if (earlier.isPresent() && !earlier.get().isFor(request)) {
                                throw new ProblemException(ImportProblems.keyReused());
                            }
                            if (earlier.isPresent() && hasEnded(earlier.get())) {
                                return new Begun(earlier.get().id, false);
                            }
                            Optional<ImportJob> running = jobs.findRunning(sourceSystem);
                            if (running.isPresent()) {
                                if (!isSilent(running.get())) {
                                    throw new ProblemException(ImportProblems.running());
                                }
                                running.get().state = ImportJob.State.FAILED;
                                running.get().reason = ImportProblems.interrupted().type();
                                jobs.flush();
                            }
                            return new Begun(
                                    startOrRestart(sourceSystem, key, earlier, request), true);
                        });
    }

    private UUID startOrRestart(
            String sourceSystem,
            Optional<String> key,
            Optional<ImportJob> earlier,
            ImportRequest request) {
        if (earlier.isPresent()) {
            tables.clear(earlier.get().id);
            earlier.get().restart(clock.instant());
            return earlier.get().id;
        }
        UUID id = UUID.randomUUID();
        jobs.persist(
                new ImportJob(
                        id, sourceSystem, key.orElse(id.toString()), request, clock.instant()));
        return id;
    }

    private static boolean hasEnded(ImportJob job) {
        return job.state == ImportJob.State.COMPLETED
                || job.state == ImportJob.State.WAITING_FOR_CONSENT;
    }

    private boolean isSilent(ImportJob job) {
        return job.progressAt.isBefore(clock.instant().minus(SILENCE));
    }

    /**
     * Ends an import that cannot go on; what it stored stays, and nothing of a snapshot ends.
     *
     * @param rest what was read and not stored
     */
    ProblemException fail(UUID id, ImportRun.Batch rest, Problem problem) {
        try {
            String key =
                    QuarkusTransaction.requiringNew()
                            .call(
                                    () -> {
                                        ImportJob job = jobs.findById(id);
                                        tables.addAnswers(id, rest.answersBefore(), rest.issues());
                                        rest.report(job);
                                        job.state = ImportJob.State.FAILED;
                                        job.reason = problem.type();
                                        job.finishedAt = clock.instant();
                                        return job.key;
                                    });
            return new ProblemException(problem.with("import", key));
        } catch (RuntimeException noDatabase) {
            // The import shows as failed once nothing was heard of it for a while.
            LOG.errorf("the end of import %s cannot be noted: %s", id, noDatabase);
            return new ProblemException(problem);
        }
    }

    ImportJob find(String sourceSystem, String key) {
        return jobs.findByKey(sourceSystem, key)
                .orElseThrow(() -> new ProblemException(ImportProblems.unknown()));
    }

    /** The import with its first answers. */
    ImportReport report(String sourceSystem, String key) {
        return QuarkusTransaction.requiringNew().call(() -> toReport(find(sourceSystem, key)));
    }

    ImportReport report(UUID job) {
        return QuarkusTransaction.requiringNew().call(() -> toReport(jobs.findById(job)));
    }

    /** All imports whose endings wait for a person, oldest first. */
    List<ImportReport> waiting() {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                jobs
                                        .find(
                                                "state = ?1 order by startedAt",
                                                ImportJob.State.WAITING_FOR_CONSENT)
                                        .stream()
                                        .map(this::toReport)
                                        .toList());
    }

    private ImportReport toReport(ImportJob job) {
        boolean died = job.state == ImportJob.State.RUNNING && isSilent(job);
        return ImportReport.of(job, died, tables.answers(job.id, 0, PAGE));
    }

    /**
     * A person decides about the endings of a snapshot.
     *
     * @param person who decides
     * @param consent whether the registrations end; if not, they stay
     */
    ImportReport decide(String sourceSystem, String key, String person, boolean consent) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            register.lock(sourceSystem);
                            ImportJob job = find(sourceSystem, key);
                            if (job.state != ImportJob.State.WAITING_FOR_CONSENT) {
                                throw new ProblemException(ImportProblems.nothingToConsent());
                            }
                            List<UUID> endings = tables.takeProposed(job.id);
                            int ended =
                                    consent
                                            ? register.end(endings, job.fileDate, clock.instant())
                                            : 0;
                            job.ended += ended;
                            log.decided(person, sourceSystem, consent, ended);
                            job.toEnd = 0;
                            job.consentBy = person;
                            job.state = ImportJob.State.COMPLETED;
                            return toReport(job);
                        });
    }
}
