package nl.sluitend.officer;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import nl.sluitend.convenant.ConvenantDocuments;
import nl.sluitend.convenant.ConvenantDossier;
import nl.sluitend.convenant.ConvenantForm;
import nl.sluitend.convenant.ConvenantSteps;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.convenant.FormInputs;
import nl.sluitend.convenant.PdfDocument;
import nl.sluitend.convenant.StepType;
import nl.sluitend.convenant.YamlRefusedException;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/**
 * Convenants for the people who make them: choose a model, fill it in, compare, propose, sign,
 * revoke. Whoever draws up a convenant here does not sign it here.
 */
@Path("/convenanten")
@RolesAllowed(Roles.CONVENANT_MANAGER)
@Produces(Pages.HTML)
public final class ConvenantPages {

    private static final String HASH = "{hash:[0-9a-f]{64}}";

    private final Convenants convenants;
    private final ConvenantSteps steps;
    private final ConvenantViews views;
    private final ConvenantFormViews forms;
    private final ConvenantDrafting drafting;
    private final OwnParty own;
    private final SecurityIdentity identity;

    ConvenantPages(
            Convenants convenants,
            ConvenantSteps steps,
            ConvenantViews views,
            ConvenantFormViews forms,
            ConvenantDrafting drafting,
            OwnParty own,
            SecurityIdentity identity) {
        this.convenants = convenants;
        this.steps = steps;
        this.views = views;
        this.forms = forms;
        this.drafting = drafting;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance convenants(
                String node, Visitor visitor, ConvenantViews.Listing listing, String error);

        static native TemplateInstance convenantComparison(
                String node, Visitor visitor, ConvenantViews.Comparison comparison);

        static native TemplateInstance convenant(
                String node, Visitor visitor, ConvenantViews.Opened opened);

        static native TemplateInstance convenantForm(
                String node, Visitor visitor, ConvenantFormViews.Form form);
    }

    /** All convenants, and the models to start from. */
    @GET
    @RolesAllowed({Roles.CONVENANT_MANAGER, Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance list() {
        return list("");
    }

    private TemplateInstance list(String error) {
        return Templates.convenants(own.name(), visitor(), views.listing(convenants.list()), error);
    }

    /** One convenant: what it comes to, who signed, what can be done. */
    @GET
    @Path(HASH)
    @RolesAllowed({Roles.CONVENANT_MANAGER, Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance open(@PathParam("hash") String hash) {
        return Templates.convenant(
                own.name(), visitor(), views.opened(dossier(hash), visitor().subject()));
    }

    /** A model to fill in. */
    @GET
    @Path("nieuw/{template}")
    @Operation(hidden = true)
    public TemplateInstance blank(@PathParam("template") String template) {
        return drafting.page(
                "/convenanten/nieuw/" + template,
                forms.start(FormInputs.form(template(template))),
                List.of(),
                visitor());
    }

    /** A model as a file, to be filled in elsewhere. */
    @GET
    @Path("modellen/{template}")
    @Produces("application/yaml")
    @Operation(hidden = true)
    public Response file(@PathParam("template") String template) {
        return Response.ok(template(template).form())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"convenant-%s.yaml\"".formatted(template))
                .build();
    }

    /** A filled-in model becomes a draft, or comes back with everything that is wrong. */
    @POST
    @Path("nieuw/{template}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response fill(
            @PathParam("template") String template, MultivaluedMap<String, String> answers) {
        return draft(
                "/convenanten/nieuw/" + template, FormInputs.form(template(template)), answers);
    }

    /** A convenant to change: what comes of it is another one. */
    @GET
    @Path(HASH + "/aanpassen")
    @Operation(hidden = true)
    public TemplateInstance change(@PathParam("hash") String hash) {
        return drafting.page(
                "/convenanten/" + hash + "/aanpassen",
                FormInputs.form(dossier(hash).convenant()),
                List.of(),
                visitor());
    }

    @POST
    @Path(HASH + "/aanpassen")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response changed(
            @PathParam("hash") String hash, MultivaluedMap<String, String> answers) {
        return draft(
                "/convenanten/" + hash + "/aanpassen",
                FormInputs.form(dossier(hash).convenant()),
                answers);
    }

    /** A filled-in model in YAML becomes a draft, or a form with everything that is wrong. */
    @POST
    @Path("bestand")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @UploadLimit.Limited
    @Operation(hidden = true)
    public Response upload(@RestForm("bestand") @Nullable FileUpload file) throws IOException {
        JsonNode content;
        try {
            content =
                    ConvenantForm.tree(
                            file == null ? new byte[0] : Files.readAllBytes(file.uploadedFile()));
        } catch (YamlRefusedException e) {
            return Response.status(400)
                    .entity(
                            list(
                                    "Dit bestand is niet te lezen als model in YAML: "
                                            + e.getMessage()))
                    .build();
        }
        Optional<ConvenantTemplate> template =
                ConvenantTemplate.find(content.at("/text/template").asText());
        return template.isEmpty()
                ? Response.status(400)
                        .entity(
                                list(
                                        "In dit bestand staat niet welk model het is (text, template)."))
                        .build()
                : drafting.taken(
                        "/convenanten/nieuw/" + template.get().code(),
                        forms.start(FormInputs.form(content)),
                        visitor());
    }

    /** What differs between any two convenants, in words. */
    @GET
    @Path("vergelijken")
    @RolesAllowed({Roles.CONVENANT_MANAGER, Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance compare(
            @QueryParam("oud") @Nullable String before,
            @QueryParam("nieuw") @Nullable String after) {
        return Templates.convenantComparison(
                own.name(),
                visitor(),
                views.comparison(Optional.ofNullable(before), Optional.ofNullable(after)));
    }

    /** A step of this party: voorstellen, ondertekenen, afwijzen or intrekken. */
    @POST
    @Path(HASH + "/stap")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response step(
            @PathParam("hash") String hash,
            @FormParam("stap") @Nullable String step,
            @FormParam("reden") @Nullable String reason) {
        Optional<String> why = Optional.of(Optional.ofNullable(reason).orElse("").strip());
        Optional<String> person = Optional.of(visitor().subject());
        switch (Optional.ofNullable(step).orElse("")) {
            case "voorstellen" -> steps.propose(hash);
            case "ondertekenen" -> steps.sign(hash, StepType.ACCEPT, Optional.empty(), person);
            case "afwijzen" -> steps.sign(hash, StepType.REJECT, why, person);
            case "intrekken" -> steps.sign(hash, StepType.REVOKE, why, person);
            default -> throw new ProblemException(Problem.notFound("There is no such step."));
        }
        return Response.seeOther(URI.create("/convenanten/" + hash)).build();
    }

    /** A document as PDF. */
    @GET
    @Path(HASH + "/documenten/{document}")
    @Produces("application/pdf")
    @RolesAllowed({Roles.CONVENANT_MANAGER, Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public Response document(
            @PathParam("hash") String hash, @PathParam("document") String document) {
        ConvenantDossier dossier = dossier(hash);
        byte[] pdf =
                ConvenantDocuments.Kind.find(document)
                        .map(kind -> PdfDocument.of(ConvenantDocuments.xhtml(kind, dossier)))
                        .orElseThrow(ConvenantPages::nothing);
        return Response.ok(pdf)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s-%s.pdf\""
                                .formatted(document, hash.substring(0, 12)))
                .build();
    }

    private Response draft(String address, JsonNode blank, MultivaluedMap<String, String> answers) {
        return drafting.answered(address, blank, answers, visitor());
    }

    private ConvenantDossier dossier(String hash) {
        return convenants.find(hash).orElseThrow(ConvenantPages::nothing);
    }

    private static ConvenantTemplate template(String code) {
        return ConvenantTemplate.find(code).orElseThrow(ConvenantPages::nothing);
    }

    private static ProblemException nothing() {
        return new ProblemException(Problem.notFound("There is no such convenant or model."));
    }

    private Visitor visitor() {
        return Visitor.of(identity);
    }
}
