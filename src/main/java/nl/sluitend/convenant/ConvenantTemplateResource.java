package nl.sluitend.convenant;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The models that a convenant starts from. */
@Path("/v1/convenant-templates")
@RolesAllowed({"convenant-manager", "privacy-officer", "fg"})
@Tag(name = "Convenanten", description = "Afspraken met een andere partij, ondertekend door beide.")
public class ConvenantTemplateResource {

    /** A model. */
    @Schema(name = "ConvenantTemplate", description = "Een model voor een convenant.")
    public record TemplateView(
            @Schema(description = "De naam, zoals in text.template.") String code,
            String title,
            @Schema(description = "Waar het voor is.") String summary,
            @Schema(description = "SHA-256 van de tekst, zoals in text.digest.")
                    String textDigest) {

        static TemplateView of(ConvenantTemplate template) {
            return new TemplateView(
                    template.code(), template.title(), template.summary(), template.textDigest());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listConvenantTemplates",
            summary = "De modellen om van te beginnen",
            description = "Rol: convenant-manager, privacy-officer of fg.")
    public List<TemplateView> templates() {
        return Arrays.stream(ConvenantTemplate.values()).map(TemplateView::of).toList();
    }

    @GET
    @Path("{code}")
    @Produces(ConvenantResource.YAML)
    @Operation(
            operationId = "getConvenantTemplate",
            summary = "Een model om in te vullen, in YAML",
            description = "Rol: convenant-manager, privacy-officer of fg.")
    public byte[] template(String code) {
        return ConvenantTemplate.find(code)
                .map(ConvenantTemplate::form)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.notFound(
                                                "There is no such template; see"
                                                        + " /v1/convenant-templates.")));
    }
}
