package nl.sluitend.party;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A resource under the peer interface that tells who calls. */
@Path("/peer/v1/test-echo")
@PermitAll
public class PeerEcho {

    private final PeerContext peer;

    public PeerEcho(PeerContext peer) {
        this.peer = peer;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String who() {
        return peer.oin() + " " + peer.counterparty().role();
    }
}
