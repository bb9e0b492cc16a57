package nl.sluitend.reconciliation;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Suite;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Octets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is needed to check what this party entered into a run; the command does the checking. */
@Path("/v1/replays")
@RolesAllowed({"fg", "privacy-officer"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs", description = "Het eigen register naast dat van een andere partij leggen")
public class ReplayResource {

    private static final int MOST = ReplayRows.DRAWN_PER_HOUR;

    private final Replays replays;
    private final ReplayDraws draws;
    private final SecurityIdentity identity;

    ReplayResource(Replays replays, ReplayDraws draws, SecurityIdentity identity) {
        this.replays = replays;
        this.draws = draws;
        this.identity = identity;
    }

    /** Which run. */
    @Schema(name = "ReplayRequest", description = "Welke run wordt gecontroleerd")
    public record Request(
            @Schema(description = "Nummer van de run", required = true) @Nullable UUID run) {}

    /** Who was drawn. */
    @Schema(name = "ReplayDrawRequest", description = "Wie er zijn getrokken, onherkenbaar gemaakt")
    public record DrawRequest(
            @Schema(description = "Punten in base64url, hoogstens 30", required = true)
                    @Nullable List<@Nullable String> elements) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "beginReplay",
            summary = "Een controle achteraf van de eigen lijsten beginnen",
            description =
                    "Geeft van elke sessie van de run wat nodig is om zelf na te rekenen dat wat is"
                            + " verstuurd, de vastgelegde lijst is onder één sleutel. De opdracht"
                            + " ./sluitend replay-session rekent het na. Kan tot 90 dagen na de run."
                            + " Wordt vastgelegd. Rol: fg of privacy-officer.")
    public Response begin(@Nullable Request request) {
        UUID run = request == null ? null : request.run();
        if (run == null) {
            throw new ProblemException(
                    Problem.invalidInput(
                            "A run is needed.",
                            List.of(new FieldError("/run", "the number of a run"))));
        }
        ReplayView begun =
                replays.begin(run, officer())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.notFound("This party has no such run.")));
        return Response.created(URI.create("/v1/replays/" + begun.id())).entity(begun).build();
    }

    @GET
    @Path("{id}/sessions/{sid}/chunks/{j: [0-9]{1,9}}")
    @Operation(
            operationId = "replayChunk",
            summary = "Een deel van de lijst, zoals verstuurd",
            description =
                    "Voor wie de controle begon, een dag lang. Bevat geen nummers van leerlingen."
                            + " Rol: fg of privacy-officer.")
    public ReplayView.Chunk chunk(
            @Parameter(description = "Nummer van de controle") @PathParam("id") UUID id,
            @Parameter(description = "Nummer van de sessie") @PathParam("sid") UUID sid,
            @Parameter(description = "Het deel, vanaf 0") @PathParam("j") int j) {
        return replays.chunk(id, sid, j, officer()).orElseThrow(ReplayResource::noSession);
    }

    @POST
    @Path("{id}/sessions/{sid}/_draw")
    @RolesAllowed("fg")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayDraw",
            summary = "Leerlingen uit het bronsysteem trekken",
            description =
                    "Vermenigvuldigt de punten met de sleutel van de lijst en bewijst dat. De punten"
                            + " zijn onherkenbaar gemaakt: de node weet niet om wie het gaat."
                            + " Hoogstens 30 leerlingen per uur. Wordt vastgelegd. Rol: fg.")
    public ReplayView.Drawn draw(
            @Parameter(description = "Nummer van de controle") @PathParam("id") UUID id,
            @Parameter(description = "Nummer van de sessie") @PathParam("sid") UUID sid,
            @Nullable DrawRequest request) {
        Session session = draws.session(id, sid, officer()).orElseThrow(ReplayResource::noSession);
        Elements blinded = elements(session.suite(), request == null ? null : request.elements());
        try {
            return draws.draw(id, session, blinded, officer());
        } catch (InvalidElementException e) {
            throw invalid(List.of(wrong(e.index())));
        }
    }

    private static Elements elements(Suite suite, @Nullable List<@Nullable String> sent) {
        if (sent == null || sent.isEmpty() || sent.size() > MOST) {
            throw invalid(List.of(new FieldError("/elements", "from 1 to " + MOST + " elements")));
        }
        var found = new ArrayList<Elements>();
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < sent.size(); i++) {
            try {
                String text = sent.get(i);
                Octets element = Octets.ofBase64Url(text == null ? "" : text);
                if (element.length() == suite.elementLength()) {
                    found.add(Elements.of(suite, element.toByteArray()));
                    continue;
                }
            } catch (IllegalArgumentException _) {
                // told below, with all others
            }
            errors.add(wrong(i));
        }
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        return Elements.join(suite, found);
    }

    private static FieldError wrong(int index) {
        return new FieldError(
                "/elements/" + index, "an element of the suite of the session, in base64url");
    }

    private static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(
                Problem.invalidInput("The elements cannot be evaluated.", errors));
    }

    private static ProblemException noSession() {
        return new ProblemException(
                Problem.notFound(
                        "You have begun no check of this session within a day, or it is gone after"
                                + " 90 days. Begin one with POST /v1/replays."));
    }

    private String officer() {
        return identity.getPrincipal().getName();
    }
}
