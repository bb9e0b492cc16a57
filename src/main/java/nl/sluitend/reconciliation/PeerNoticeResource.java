package nl.sluitend.reconciliation;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import nl.sluitend.party.PeerContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Notices of the counterpart; the messages are in {@code docs/protocol/notices.md}. */
@Path(PeerNoticeResource.PATH)
@PermitAll
@Tag(name = "Sessies", description = "Twee registers naast elkaar leggen, bericht voor bericht.")
public class PeerNoticeResource {

    static final String PATH = "/peer/v1/notices";

    private final ReceivedNotices notices;
    private final PeerContext context;

    PeerNoticeResource(ReceivedNotices notices, PeerContext context) {
        this.notices = notices;
        this.context = context;
    }

    @POST
    @Consumes(PeerSessionResource.JOSE)
    @Produces(PeerSessionResource.JOSE)
    @Operation(
            summary =
                    "Vertellen dat wat is verstrekt, is verbeterd, gewist of beperkt (artikel 19"
                            + " AVG); het antwoord bevestigt de ontvangst")
    public Response tell(String jws) {
        return PeerSessionResource.answer(notices.receive(context.oin(), jws));
    }
}
