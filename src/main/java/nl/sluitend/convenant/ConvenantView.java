package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.problem.FieldError;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A convenant as the local interface shows it. */
@Schema(description = "Een convenant met zijn stand en handtekeningen.")
public record ConvenantView(
        @Schema(description = "SHA-256 van de inhoud in canonieke vorm (RFC 8785), 64 tekens.")
                String hash,
        @Schema(description = "Waar het convenant in zijn leven is, volgens deze node.")
                ConvenantState state,
        @Schema(description = "De partijen, in de volgorde van de inhoud.") List<PartyView> parties,
        @Schema(description = "De eerste dag waarop het convenant geldt.") LocalDate from,
        @Schema(description = "De laatste dag waarop het convenant geldt.") LocalDate until,
        @Schema(description = "Wat de partijen hebben ondertekend, het oudste eerst.")
                List<StepView> steps,
        @Schema(description = "Wat er nog moet zijn voordat iemand kan ondertekenen.")
                List<FieldError> missing,
        @Schema(description = "Wat de partijen moeten weten voordat zij ondertekenen.")
                List<String> warnings,
        @Schema(description = "Waarom de andere partij het nog niet heeft, als dat zo is.")
                Optional<String> deliveryProblem,
        @Schema(description = "De inhoud; alleen als om één convenant is gevraagd.")
                Optional<JsonNode> document) {

    public ConvenantView {
        parties = List.copyOf(parties);
        steps = List.copyOf(steps);
        missing = List.copyOf(missing);
        warnings = List.copyOf(warnings);
    }

    /** A party. */
    @Schema(description = "Een partij bij het convenant.")
    public record PartyView(String oin, String name, String role) {

        static PartyView of(Party party) {
            return new PartyView(party.oin().value(), party.name(), party.role().name());
        }
    }

    /** A signed step. */
    @Schema(description = "Een ondertekende stap: accept, reject of revoke.")
    public record StepView(
            String signer, String type, Instant signedAt, Optional<String> reason, String jws) {

        static StepView of(SignedStep step) {
            return new StepView(
                    step.signer().value(),
                    step.type().wireName(),
                    step.signedAt(),
                    step.reason(),
                    step.jws());
        }
    }

    static ConvenantView of(
            ConvenantDossier dossier,
            ConvenantState state,
            Optional<String> deliveryProblem,
            boolean withDocument) {
        Convenant convenant = dossier.convenant();
        return new ConvenantView(
                convenant.hash(),
                state,
                convenant.parties().stream().map(PartyView::of).toList(),
                convenant.validity().from(),
                convenant.validity().until(),
                dossier.steps().stream().map(StepView::of).toList(),
                dossier.missing().stream().map(Finding::toFieldError).toList(),
                dossier.warnings(),
                deliveryProblem,
                withDocument ? Optional.of(document(convenant)) : Optional.empty());
    }

    static JsonNode document(Convenant convenant) {
        try {
            return CanonicalJson.parse(convenant.canonicalJson().getBytes(StandardCharsets.UTF_8));
        } catch (JsonRefusedException e) {
            throw new IllegalStateException("the content was read before", e);
        }
    }
}
