package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A withdrawal as this party's people see it. */
@Schema(name = "Withdrawal", description = "Een overeenkomst die is ingetrokken")
public record WithdrawalView(
        UUID id,
        @Schema(description = "Kenmerk van het convenant") String convenant,
        @Schema(description = "OIN van de andere partij") String counterpart,
        @Schema(description = "Nummer van het paar, dat hiermee is vervallen") String casusnummer,
        @Schema(description = "Wie introk: OWN (deze partij) of COUNTERPART") String by,
        @Schema(
                        description =
                                "OTHER_CHILD (twee kinderen), WRONG_KEY (een fout nummer of gegeven) of"
                                        + " OTHER")
                String reason,
        @Schema(description = "Sinds wanneer het hier dicht is") Instant since,
        @Schema(
                        description =
                                "Wanneer de partij die niet introk, bevestigde dat het dicht is en dat"
                                        + " wat zij kreeg is gewist")
                Optional<Instant> confirmed,
        @Schema(description = "Hoeveel gekregen gegevens hier zijn gewist") int deletedHere,
        @Schema(description = "Hoeveel gekregen gegevens de ander zei te hebben gewist")
                Optional<Integer> deletedThere,
        @Schema(description = "Waarom de ander nog niet heeft bevestigd") Optional<String> problem,
        @Schema(
                        description =
                                "Sinds wanneer het paar van deze partij weer mag overeenkomen. Het komt"
                                        + " pas weer overeen als ook de andere partij de intrekking"
                                        + " ophief")
                Optional<Instant> lifted,
        @Schema(description = "Nummer van het incident, als dat hiermee begon")
                Optional<UUID> incident) {

    static WithdrawalView of(StoredWithdrawal w, Optional<Incident> incident) {
        return new WithdrawalView(
                w.id(),
                w.convenant(),
                w.counterpart().value(),
                w.casusnummer(),
                w.own() ? "OWN" : "COUNTERPART",
                w.reason().name(),
                w.at(),
                w.confirmed(),
                w.ownDeleted(),
                w.peerDeleted(),
                w.problem(),
                w.lifted().map(StoredWithdrawal.Lifted::at),
                incident.map(Incident::id));
    }
}
