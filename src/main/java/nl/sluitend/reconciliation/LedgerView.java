package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is spent of what a convenant allows, for one kind of key. */
@Schema(name = "Ledger", description = "Wat er is verbruikt van wat een convenant toestaat")
public record LedgerView(
        @Schema(description = "Kenmerk van het convenant") String convenant,
        @Schema(description = "OIN van de andere partij") String counterpart,
        @Schema(description = "MATCH, MATCH_ONE_SIDED, FIELDS of COUNTS") String mode,
        @Schema(description = "Soort sleutel") String lane,
        @Schema(description = "Sessies in de laatste 24 uur waarin iets is verstuurd")
                int attemptsToday,
        int attemptsPerDay,
        @Schema(description = "Sessies tot nu toe waarin iets is verstuurd") int sessions,
        @Schema(description = "Versleutelde leerlingen van de ander die daarin zijn bewerkt")
                long elements,
        @Schema(description = "Grootste lijst die een partij mag inbrengen") int maxElements,
        @Schema(description = "Hoeveel procent een lijst mag groeien") int maxGrowthPercent,
        @Schema(description = "Zoveel leerlingen mag een lijst altijd groeien") int growthFloor,
        @Schema(
                        description =
                                "Versleutelde leerlingen van de ander die in de periode zijn"
                                        + " bewerkt, met alle sleutels samen")
                long evaluated,
        @Schema(description = "Hoeveel er in de periode bewerkt mogen worden") int maxEvaluated,
        @Schema(description = "Lengte van de periode in dagen") int evaluatedDays,
        @Schema(description = "Laatste lijst van de andere partij") Optional<Integer> lastSize,
        @Schema(description = "Laatste sessie die werd afgerond") Optional<Instant> lastAgreed,
        @Schema(description = "Vanaf wanneer de volgende mag") Optional<Instant> nextFrom,
        @Schema(description = "Alleen bij tellen: wat er in dit schooljaar is verbruikt")
                Optional<Counts> counts) {

    /**
     * What two parties have counted at each other since 1 August, under all convenants together.
     */
    @Schema(name = "CountsSpent", description = "Tellingen in dit schooljaar tussen twee partijen")
    public record Counts(
            @Schema(description = "Hoe vaak een partij bij de andere mag tellen")
                    int runsPerSchoolYear,
            @Schema(description = "Hoe vaak de ander bij deze partij telde") int byThem,
            @Schema(description = "Hoe vaak deze partij bij de ander telde") int byUs,
            @Schema(description = "Privacyverlies van een telling") double epsilon) {}
}
