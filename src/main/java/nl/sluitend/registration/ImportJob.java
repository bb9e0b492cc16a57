package nl.sluitend.registration;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One import: what was asked, how far it is, what it came to. Holds no value of the list. */
@Entity
@Table(name = "import_job")
class ImportJob {

    enum State {
        RUNNING,
        COMPLETED,
        /** Everything but the endings is done; they wait for a person. */
        WAITING_FOR_CONSENT,
        FAILED
    }

    enum Mode {
        /** The whole list: what is missing ends. */
        SNAPSHOT,
        /** Only what is new or changed. */
        DELTA
    }

    @Id UUID id;

    @Column(name = "source_system")
    String sourceSystem;

    String key;

    @Enumerated(EnumType.STRING)
    Mode mode;

    String profile;

    @Column(name = "dry_run")
    boolean dryRun;

    @Column(name = "file_date")
    LocalDate fileDate;

    @Enumerated(EnumType.STRING)
    State state;

    @Nullable String reason;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "progress_at")
    Instant progressAt;

    @Column(name = "finished_at")
    @Nullable Instant finishedAt;

    long lines;
    long created;
    long changed;
    long unchanged;
    long ended;

    @Column(name = "to_end")
    long toEnd;

    long refused;
    long warnings;

    @Column(name = "left_out")
    @Convert(converter = TallyConverter.class)
    Map<String, Long> leftOut = new LinkedHashMap<>();

    @Convert(converter = TallyConverter.class)
    Map<String, Long> dropped = new LinkedHashMap<>();

    @Column(name = "consent_by")
    @Nullable String consentBy;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ImportJob() {}

    ImportJob(UUID id, String sourceSystem, String key, ImportRequest request, Instant now) {
        this.id = id;
        this.sourceSystem = sourceSystem;
        this.key = key;
        this.mode = request.mode();
        this.profile = request.profile().name();
        this.dryRun = request.dryRun();
        this.fileDate = request.fileDate();
        this.state = State.RUNNING;
        this.startedAt = now;
        this.progressAt = now;
    }

    /** Starts again what failed, under the same key. */
    void restart(Instant now) {
        state = State.RUNNING;
        reason = null;
        startedAt = now;
        progressAt = now;
        finishedAt = null;
        lines = created = changed = unchanged = ended = toEnd = refused = warnings = 0;
        leftOut = new LinkedHashMap<>();
        dropped = new LinkedHashMap<>();
    }

    boolean isFor(ImportRequest request) {
        return mode == request.mode()
                && profile.equals(request.profile().name())
                && dryRun == request.dryRun()
                && fileDate.equals(request.fileDate());
    }
}
