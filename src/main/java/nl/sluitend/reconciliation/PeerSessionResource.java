package nl.sluitend.reconciliation;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.party.PeerContext;
import nl.sluitend.psi.Ending;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Sessions as the initiator drives them. All calls can be repeated: the same octets get the stored
 * answer. The messages are in {@code docs/protocol}.
 */
@Path(PeerSessionResource.PATH)
@PermitAll
@SessionMessageLimit.Limited
@Tag(name = "Sessies", description = "Twee registers naast elkaar leggen, bericht voor bericht.")
public class PeerSessionResource {

    static final String PATH = "/peer/v1/sessions";
    static final String JOSE = "application/jose";
    static final String OCTETS = MediaType.APPLICATION_OCTET_STREAM;

    private static final String LAST_CHUNK =
            "Laatste van de delen die samen in één bericht staan; zonder is het er één.";

    private final Responder responder;
    private final Sessions sessions;
    private final Messages messages;
    private final PeerContext context;

    PeerSessionResource(
            Responder responder, Sessions sessions, Messages messages, PeerContext context) {
        this.responder = responder;
        this.sessions = sessions;
        this.messages = messages;
        this.context = context;
    }

    @POST
    @Consumes(JOSE)
    @Produces(JOSE)
    @Operation(summary = "Een aanbod doen; het antwoord is het aanbod van deze partij")
    public Response offer(String jws) {
        return answer(responder.offer(context.oin(), jws));
    }

    @PUT
    @Path("{sid}/elements")
    @Consumes(JOSE)
    @Operation(summary = "De kop van de eigen lijst sturen")
    public Response putElements(@PathParam("sid") UUID sid, String jws) {
        return answer(responder.elements(sid, context.oin(), jws));
    }

    @PUT
    @Path("{sid}/elements/{j}")
    @Consumes(OCTETS)
    @Operation(summary = "Een of meer delen van de eigen lijst sturen")
    public Response putChunks(
            @PathParam("sid") UUID sid,
            @PathParam("j") int j,
            @Parameter(description = LAST_CHUNK) @QueryParam("to") Optional<Integer> last,
            byte[] octets) {
        return answer(responder.chunks(sid, context.oin(), j, last.orElse(j), octets));
    }

    @GET
    @Path("{sid}/elements")
    @Produces(JOSE)
    @Operation(summary = "De kop van de lijst van deze partij ophalen")
    public Response elements(@PathParam("sid") UUID sid) {
        return answer(responder.ownElements(sid, context.oin()));
    }

    @GET
    @Path("{sid}/elements/{j}")
    @Produces(OCTETS)
    @Operation(summary = "Een of meer delen van de lijst van deze partij ophalen")
    public Response chunks(
            @PathParam("sid") UUID sid,
            @PathParam("j") int j,
            @Parameter(description = LAST_CHUNK) @QueryParam("to") Optional<Integer> last) {
        return answer(responder.ownChunks(sid, context.oin(), j, last.orElse(j)));
    }

    @PUT
    @Path("{sid}/exposure")
    @Consumes(JOSE)
    @Produces(JOSE)
    @Operation(summary = "Bewijzen dat de blootstelling in het eigen logboek staat")
    public Response exposure(@PathParam("sid") UUID sid, String jws) {
        return answer(responder.exposure(sid, context.oin(), jws));
    }

    @PUT
    @Path("{sid}/evaluated/{j}")
    @Consumes(OCTETS)
    @Produces(OCTETS)
    @Operation(summary = "Een ronde sturen; het antwoord is dezelfde ronde van deze partij")
    public Response evaluated(@PathParam("sid") UUID sid, @PathParam("j") int j, byte[] frame) {
        return answer(responder.evaluated(sid, context.oin(), j, frame));
    }

    @GET
    @Path("{sid}/evaluated/{j}")
    @Produces(OCTETS)
    @Operation(summary = "Een ronde van een telling ophalen")
    public Response evaluated(@PathParam("sid") UUID sid, @PathParam("j") int j) {
        return answer(responder.answer(sid, context.oin(), j));
    }

    @PUT
    @Path("{sid}/result")
    @Consumes(JOSE)
    @Produces(JOSE)
    @Operation(summary = "De uitkomst vergelijken")
    public Response result(@PathParam("sid") UUID sid, String jws) {
        return answer(responder.result(sid, context.oin(), jws));
    }

    @PUT
    @Path("{sid}/receipt")
    @Consumes(JOSE)
    @Produces(JOSE)
    @Operation(summary = "Ontvangstbewijzen wisselen")
    public Response receipt(@PathParam("sid") UUID sid, String jws) {
        return answer(responder.receipt(sid, context.oin(), jws));
    }

    @PUT
    @Path("{sid}/fields/{part}")
    @Consumes(OCTETS)
    @Produces(OCTETS)
    @Operation(summary = "Gegevens geven; het antwoord is hetzelfde deel van deze partij")
    public Response fields(@PathParam("sid") UUID sid, @PathParam("part") int part, byte[] frame) {
        return answer(responder.fields(sid, context.oin(), part, frame));
    }

    @PUT
    @Path("{sid}/fields/receipt")
    @Consumes(JOSE)
    @Produces(JOSE)
    @Operation(summary = "Ontvangstbewijzen van de gegevens wisselen")
    public Response fieldsReceipt(@PathParam("sid") UUID sid, String jws) {
        return answer(responder.fieldsReceipt(sid, context.oin(), jws));
    }

    @POST
    @Path("{sid}/abort")
    @Consumes(JOSE)
    @Operation(summary = "Melden dat de sessie is afgebroken")
    public Response abort(@PathParam("sid") UUID sid, String jws) {
        return answer(responder.abort(sid, context.oin(), jws));
    }

    @GET
    @Path("{sid}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Hoe ver de sessie is")
    public Map<String, Object> state(@PathParam("sid") UUID sid) {
        Session session =
                sessions.find(sid)
                        .filter(s -> s.counterpart().equals(context.oin()))
                        .orElseThrow(() -> ReconciliationProblems.noSession(sid));
        var state = new LinkedHashMap<String, Object>();
        state.put("sid", sid.toString());
        state.put("phase", session.state().phase().name());
        state.put("rounds", session.state().rounds());
        state.put("evaluatedSent", session.state().evaluatedSent());
        state.put("evaluatedReceived", session.state().evaluatedReceived());
        session.state().ending().map(Ending::code).ifPresent(e -> state.put("ending", e));
        messages.find(sid, Sender.OWN, MessageType.ABORT)
                .ifPresent(abort -> state.put("abort", abort.text()));
        return state;
    }

    static Response answer(Reply reply) {
        return switch (reply) {
            case Reply.Signed(String jws) -> Response.ok(jws, JOSE).build();
            case Reply.Binary(var octets) -> Response.ok(octets.toByteArray(), OCTETS).build();
            case Reply.Accepted _ -> Response.noContent().build();
            case Reply.Refused(var refusal) -> throw ReconciliationProblems.of(refusal);
        };
    }
}
