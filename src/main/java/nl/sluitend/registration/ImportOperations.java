package nl.sluitend.registration;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.registration.intake.DroppedKind;
import nl.sluitend.registration.intake.LineAnswer;
import nl.sluitend.registration.intake.LineIssue;
import nl.sluitend.registration.intake.ListReader;
import nl.sluitend.registration.intake.Registration;
import nl.sluitend.registration.intake.UnreadableListException;
import org.jboss.logging.Logger;

/**
 * Imports a list while it arrives: batch after batch, each in a transaction of its own, so that
 * what was stored stays stored and sending again stores nothing twice. The list itself is never
 * written anywhere.
 */
@ApplicationScoped
class ImportOperations {

    private static final Logger LOG = Logger.getLogger(ImportOperations.class);
    private static final int BATCH = 2_000;
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final ImportLifecycle lifecycle;
    private final BatchStore store;
    private final RegisterTable register;
    private final ImportTables tables;
    private final ImportJobs jobs;
    private final Quota quota;
    private final RegistrationConfig config;
    private final Clock clock;

    ImportOperations(
            ImportLifecycle lifecycle,
            BatchStore store,
            RegisterTable register,
            ImportTables tables,
            ImportJobs jobs,
            Quota quota,
            RegistrationConfig config,
            Clock clock) {
        this.lifecycle = lifecycle;
        this.store = store;
        this.register = register;
        this.tables = tables;
        this.jobs = jobs;
        this.quota = quota;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Imports a list.
     *
     * @param key names the job; the answer of a job that has ended is given again
     * @throws nl.sluitend.problem.ProblemException when the list or the rest of it is not taken
     */
    ImportReport run(
            String sourceSystem, Optional<String> key, ImportRequest request, InputStream body) {
        ImportLifecycle.Begun begun = lifecycle.begin(sourceSystem, key, request);
        if (!begun.fresh()) {
            return lifecycle.report(begun.job());
        }
        UUID job = begun.job();
        ImportRun run = new ImportRun(activeBefore(sourceSystem, request));
        Map<DroppedKind, Long> dropped = Map.of();
        try (BatchWriter writer =
                new BatchWriter(batch -> store(batch, sourceSystem, job, request))) {
            ListReader reader =
                    request.ndjson()
                            ? ListReader.ndjson(body, request.profile(), request.fileDate())
                            : ListReader.csv(body, request.profile(), request.fileDate());
            dropped = reader.dropped();
            try {
                readAll(reader, run, writer, request);
                writer.await();
            } catch (UnreadableListException | IOException | RuntimeException | Error e) {
                run.takeBack(writer.settle());
                throw e;
            }
            finish(run, sourceSystem, job, request);
            return lifecycle.report(job);
        } catch (UnreadableListException unreadable) {
            throw lifecycle.fail(
                    job, run.take(dropped), ImportProblems.unreadable(unreadable.issues()));
        } catch (IOException brokenOff) {
            throw lifecycle.fail(job, run.take(dropped), ImportProblems.brokenOff());
        } catch (ProblemException refused) {
            throw lifecycle.fail(job, run.take(dropped), refused.problem());
        } catch (RegisterFailedException
                | PersistenceException
                | QuarkusTransactionException noDatabase) {
            LOG.errorf("an import of %s was interrupted: %s", sourceSystem, noDatabase);
            throw lifecycle.fail(job, run.take(dropped), ImportProblems.interrupted());
        } catch (RuntimeException | Error unexpected) {
            lifecycle.fail(job, run.take(dropped), ImportProblems.interrupted());
            throw unexpected;
        }
    }

    private void readAll(
            ListReader reader, ImportRun run, BatchWriter writer, ImportRequest request)
            throws IOException, UnreadableListException {
        Instant stored = clock.instant();
        for (Optional<LineAnswer> next = reader.next(); next.isPresent(); next = reader.next()) {
            if (run.lines() == config.maxLines()) {
                throw new ProblemException(ImportProblems.tooLarge(config.maxLines()));
            }
            run.add(next.get());
            boolean due = Duration.between(stored, clock.instant()).compareTo(PROGRESS) > 0;
            if (run.waiting() >= BATCH || due) {
                write(run, writer, reader, request);
                stored = clock.instant();
            }
        }
        write(run, writer, reader, request);
    }

    /** Makes the points here, while the batch before this one is being stored. */
    private void write(
            ImportRun run, BatchWriter writer, ListReader reader, ImportRequest request) {
        ImportRun.Batch batch = run.take(reader.dropped());
        writer.write(
                new BatchWriter.Waiting(
                        batch,
                        request.dryRun()
                                ? Optional.empty()
                                : Optional.of(store.prepare(batch.accepted()))));
    }

    private void store(
            BatchWriter.Waiting waiting, String sourceSystem, UUID job, ImportRequest request) {
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            BatchStore.Stored counts =
                                    waiting.prepared()
                                            .map(
                                                    prepared ->
                                                            storeInQuota(
                                                                    sourceSystem,
                                                                    request,
                                                                    prepared))
                                            .orElseGet(
                                                    () ->
                                                            compare(
                                                                    waiting.batch(),
                                                                    sourceSystem,
                                                                    request));
                            progress(waiting.batch(), job, request, counts, sourceSystem);
                        });
    }

    private BatchStore.Stored storeInQuota(
            String sourceSystem, ImportRequest request, BatchStore.Prepared prepared) {
        try {
            return store.store(sourceSystem, request.profile().name(), prepared);
        } catch (QuotaExceededException exceeded) {
            throw quota.refusal(sourceSystem, exceeded);
        }
    }

    private void progress(
            ImportRun.Batch batch,
            UUID id,
            ImportRequest request,
            BatchStore.Stored counts,
            String sourceSystem) {
        ImportJob job = jobs.findById(id);
        if (job.state != ImportJob.State.RUNNING) {
            throw new IllegalStateException("the import was taken over");
        }
        Instant now = clock.instant();
        tables.addAnswers(id, batch.answersBefore(), batch.issues());
        job.ended +=
                request.dryRun()
                        ? register.countActive(sourceSystem, batch.endings())
                        : register.endByReference(
                                sourceSystem, batch.endings(), request.fileDate(), now);
        job.created += counts.created();
        job.changed += counts.changed();
        job.unchanged += counts.unchanged();
        batch.report(job);
        job.progressAt = now;
    }

    /**
     * What storing would come to. Keys are not compared: that would tell, without a quota, whether
     * a guessed number is the one that is stored.
     */
    private BatchStore.Stored compare(
            ImportRun.Batch batch, String sourceSystem, ImportRequest request) {
        Map<String, StoredRegistration> known =
                register.find(
                        sourceSystem,
                        batch.accepted().stream().map(Registration::reference).toList());
        int created = 0;
        int changed = 0;
        for (Registration said : batch.accepted()) {
            StoredRegistration stored = known.get(said.reference());
            if (stored == null) {
                created++;
            } else if (stored.ended()
                    || !stored.columns()
                            .equals(
                                    StoredRegistration.columnsOf(
                                            request.profile().name(), said, stored))) {
                changed++;
            }
        }
        return new BatchStore.Stored(created, changed, batch.accepted().size() - created - changed);
    }

    private void finish(ImportRun run, String sourceSystem, UUID id, ImportRequest request) {
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            ImportJob job = jobs.findById(id);
                            job.state = ImportJob.State.COMPLETED;
                            if (request.mode() == ImportJob.Mode.SNAPSHOT) {
                                endMissing(run, sourceSystem, job);
                            }
                            job.finishedAt = clock.instant();
                        });
    }

    private long activeBefore(String sourceSystem, ImportRequest request) {
        return request.mode() == ImportJob.Mode.SNAPSHOT
                ? QuarkusTransaction.requiringNew()
                        .call(() -> register.countActive(sourceSystem, request.profile().name()))
                : 0;
    }

    private void endMissing(ImportRun run, String sourceSystem, ImportJob job) {
        register.lock(sourceSystem);
        Map<String, UUID> active = register.active(sourceSystem, job.profile);
        Map<String, UUID> missing = new HashMap<>(active);
        missing.keySet().removeIf(run::has);
        if (missing.isEmpty()) {
            return;
        }
        boolean many = run.isMany(missing.size());
        if (many || run.hasNamelessLine()) {
            job.reason = many ? "more-than-a-tenth-would-end" : "line-without-reference";
            job.toEnd = missing.size();
            if (!job.dryRun) {
                job.state = ImportJob.State.WAITING_FOR_CONSENT;
                tables.propose(job.id, missing.values());
            }
        } else if (job.dryRun) {
            job.ended += missing.size();
        } else {
            job.ended += register.end(missing.values(), job.fileDate, clock.instant());
        }
    }

    /** All answers to the lines of an import from position {@code from} on, at most 1,000. */
    List<LineIssue> answers(String sourceSystem, String key, int from) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                tables.answers(
                                        lifecycle.find(sourceSystem, key).id,
                                        from,
                                        ImportLifecycle.PAGE));
    }
}
