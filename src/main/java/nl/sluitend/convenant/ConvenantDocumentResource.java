package nl.sluitend.convenant;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The documents that come out of a convenant. */
@Path("/v1/convenants/" + ConvenantResource.HASH + "/documents")
@RolesAllowed({"convenant-manager", "privacy-officer", "fg"})
@Tag(name = "Convenanten", description = "Afspraken met een andere partij, ondertekend door beide.")
public class ConvenantDocumentResource {

    private static final String HTML = "text/html;charset=UTF-8";
    private static final String PDF = "application/pdf";
    private static final String DIFFERENCE = "verschil";

    private final Convenants convenants;

    ConvenantDocumentResource(Convenants convenants) {
        this.convenants = convenants;
    }

    @GET
    @Path("{document}")
    @Produces({HTML, PDF})
    @Operation(
            operationId = "getConvenantDocument",
            summary = "Een document bij een convenant",
            description =
                    "convenant, verwerkingsregister, informatie, dpia of verschil (met de"
                            + " voorganger, of met een ander convenant van deze node). Als HTML, of als toegankelijke PDF (PDF/UA) met"
                            + " Accept: application/pdf. Rol: convenant-manager, privacy-officer"
                            + " of fg.")
    public Response get(
            String hash,
            String document,
            @Parameter(
                            description =
                                    "Bij verschil: de hash van het convenant om mee te vergelijken")
                    @QueryParam("with")
                    @Nullable String with,
            @HeaderParam("Accept") @DefaultValue(HTML) String accept) {
        String xhtml = xhtml(hash, document, Optional.ofNullable(with));
        if (!accept.contains(PDF)) {
            return Response.ok(xhtml, HTML)
                    .header(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
                    .build();
        }
        return Response.ok(PdfDocument.of(xhtml), PDF)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s-%s.pdf\""
                                .formatted(document, hash.substring(0, 12)))
                .build();
    }

    private String xhtml(String hash, String document, Optional<String> with) {
        ConvenantDossier dossier = convenants.find(hash).orElseThrow(ConvenantProblems::unknown);
        if (document.equals(DIFFERENCE)) {
            return difference(dossier.convenant(), with);
        }
        ConvenantDocuments.Kind kind =
                ConvenantDocuments.Kind.find(document)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.notFound("There is no such document.")));
        if (!ConvenantDocuments.hasText(dossier.convenant())) {
            throw ConvenantProblems.unsupported(
                    "This node does not have the text that text.digest names.");
        }
        return ConvenantDocuments.xhtml(kind, dossier);
    }

    private String difference(Convenant convenant, Optional<String> with) {
        return with.or(convenant::predecessor)
                .flatMap(convenants::find)
                .map(before -> ConvenantDocuments.difference(before.convenant(), convenant))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.notFound(
                                                "There is no such convenant here to compare with;"
                                                        + " without with, it is the"
                                                        + " predecessor.")));
    }
}
