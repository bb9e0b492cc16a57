package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.registration.SourceReference;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A probable match as this party's people see it: their own record, and nothing of the other's. */
@Schema(
        name = "Proposal",
        description = "Een paar dat misschien hetzelfde kind is, voorgelegd aan mensen")
public record ProposalView(
        UUID id,
        @Schema(description = "Kenmerk van het convenant") String convenant,
        @Schema(description = "OIN van de andere partij") String counterpart,
        @Schema(
                        description =
                                "Wat gelijk is: DEMOGRAPHIC_SURNAME (geboortedatum, voorletters en"
                                        + " achternaam), DEMOGRAPHIC_POSTCODE (geboortedatum,"
                                        + " voorletters en postcodecijfers) of DEMOGRAPHIC (alle vier,"
                                        + " als het convenant dat ook laat bevestigen)")
                String lane,
        @Schema(description = "De eigen registraties van dit kind") List<Reference> registrations,
        @Schema(description = "Sinds wanneer het is voorgelegd") Instant since,
        @Schema(description = "Tot wanneer u kunt antwoorden; daarna vervalt het") Instant until,
        @Schema(
                        description =
                                "OPEN, CONFIRMED (beide partijen zeggen ja), NOT_CONFIRMED (niet beide"
                                        + " zeggen ja), LAPSED (niet beide antwoordden op tijd) of OVER"
                                        + " (een latere run vond het paar niet meer)")
                String state,
        @Schema(description = "Wanneer deze partij antwoordde") Optional<Instant> answered,
        @Schema(description = "Nummer van het paar, als het is bevestigd")
                Optional<String> casusnummer) {

    /** How a source system knows its registration. */
    @Schema(name = "ProposalRegistration", description = "Een eigen registratie")
    public record Reference(
            @Schema(description = "Naam van het bronsysteem") String sourceSystem,
            @Schema(description = "Kenmerk dat het bronsysteem zelf gaf") String reference) {}

    static ProposalView of(StoredProposal p, Collection<SourceReference> references) {
        return new ProposalView(
                p.id(),
                p.convenant(),
                p.counterpart().value(),
                p.lane(),
                references.stream()
                        .map(r -> new Reference(r.sourceSystem(), r.reference()))
                        .toList(),
                p.proposed(),
                p.lapses(),
                p.state().name(),
                p.own().map(StoredProposal.Own::at),
                Optional.of(p.casusnummer())
                        .filter(_ -> p.state() == StoredProposal.State.CONFIRMED));
    }
}
