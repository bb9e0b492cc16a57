package nl.sluitend.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.registration.intake.LineIssue;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An import as its source system sees it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "Stand en uitkomst van een import.")
record ImportReport(
        @Schema(description = "Naam van de import: de Idempotency-Key, of een nummer.") String key,
        String sourceSystem,
        @Schema(
                        description =
                                "running, completed, waiting-for-consent (een mens moet instemmen"
                                        + " met het beëindigen) of failed.")
                String state,
        @Schema(description = "Waarom de import mislukte of wacht.") Optional<String> reason,
        String mode,
        String profile,
        boolean dryRun,
        @Schema(description = "Dag die de lijst beschrijft.") LocalDate fileDate,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Counts counts,
        @Schema(
                        description =
                                "De eerste 1000 fouten en waarschuwingen per regel; de rest via"
                                        + " /v1/imports/{key}/answers.")
                List<LineIssue> answers) {

    /** What the lines came to, so far. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(description = "Aantallen tot nu toe.")
    record Counts(
            @Schema(description = "Gelezen regels.") long lines,
            @Schema(description = "Nieuwe registraties.") long created,
            long changed,
            long unchanged,
            @Schema(description = "Beëindigde registraties.") long ended,
            @Schema(
                            description =
                                    "Registraties die pas eindigen als een mens instemt; bij dryRun: die om instemming zouden vragen.")
                    long toEnd,
            @Schema(description = "Geweigerde regels.") long refused,
            long warnings,
            @Schema(description = "Overgeslagen regels per reden.") Map<String, Long> leftOut,
            @Schema(
                            description =
                                    "Ongelezen weggelaten waarden: vrije tekst, contactgegevens,"
                                            + " adressen.")
                    Map<String, Long> dropped) {}

    /**
     * @param died whether nothing was heard of it for so long that its replica must have stopped
     */
    static ImportReport of(ImportJob job, boolean died, List<LineIssue> answers) {
        return new ImportReport(
                job.key,
                job.sourceSystem,
                name(died ? ImportJob.State.FAILED : job.state),
                died
                        ? Optional.of(ImportProblems.interrupted().type())
                        : Optional.ofNullable(job.reason),
                name(job.mode),
                job.profile,
                job.dryRun,
                job.fileDate,
                job.startedAt,
                Optional.ofNullable(job.finishedAt),
                new Counts(
                        job.lines,
                        job.created,
                        job.changed,
                        job.unchanged,
                        job.ended,
                        job.toEnd,
                        job.refused,
                        job.warnings,
                        job.leftOut,
                        job.dropped),
                answers);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
