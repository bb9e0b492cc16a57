package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.party.PeerHttp;

/** The peer's side of a session, over HTTP. Paths are those of {@link PeerSessionResource}. */
@ApplicationScoped
class PeerSessions {

    private final PeerHttp http;
    private final Counterparties counterparties;

    PeerSessions(PeerHttp http, Counterparties counterparties) {
        this.http = http;
        this.counterparties = counterparties;
    }

    PeerAnswer offer(Session session, String jws) {
        return send("POST", session, PeerSessionResource.PATH, jws);
    }

    PeerAnswer putElements(Session session, String jws) {
        return send("PUT", session, path(session, "elements"), jws);
    }

    PeerAnswer putChunks(Session session, int j, int last, byte[] chunks) {
        return binary(session, path(session, chunks(j, last)), chunks);
    }

    PeerAnswer getElements(Session session) {
        return get(session, path(session, "elements"));
    }

    PeerAnswer getChunks(Session session, int j, int last) {
        return get(session, path(session, chunks(j, last)));
    }

    private static String chunks(int j, int last) {
        return "elements/" + j + (last == j ? "" : "?to=" + last);
    }

    PeerAnswer putExposure(Session session, String jws) {
        return send("PUT", session, path(session, "exposure"), jws);
    }

    PeerAnswer putEvaluated(Session session, int j, byte[] frame) {
        return binary(session, path(session, "evaluated/" + j), frame);
    }

    PeerAnswer getEvaluated(Session session, int j) {
        return get(session, path(session, "evaluated/" + j));
    }

    PeerAnswer putResult(Session session, String jws) {
        return send("PUT", session, path(session, "result"), jws);
    }

    PeerAnswer putReceipt(Session session, String jws) {
        return send("PUT", session, path(session, "receipt"), jws);
    }

    PeerAnswer putFields(Session session, int part, byte[] frame) {
        return binary(session, path(session, "fields/" + part), frame);
    }

    PeerAnswer putFieldsReceipt(Session session, String jws) {
        return send("PUT", session, path(session, "fields/receipt"), jws);
    }

    PeerAnswer postAbort(Session session, String jws) {
        return send("POST", session, path(session, "abort"), jws);
    }

    PeerAnswer getState(Session session) {
        return get(session, PeerSessionResource.PATH + "/" + session.sid());
    }

    private static String path(Session session, String rest) {
        return PeerSessionResource.PATH + "/" + session.sid() + "/" + rest;
    }

    private PeerAnswer get(Session session, String path) {
        return counterparties
                .find(session.counterpart())
                .map(peer -> http.get(peer, path))
                .orElseGet(PeerSessions::withdrawn);
    }

    private PeerAnswer send(String method, Session session, String path, String jws) {
        return call(
                method,
                session,
                path,
                PeerSessionResource.JOSE,
                jws.getBytes(StandardCharsets.US_ASCII));
    }

    private PeerAnswer binary(Session session, String path, byte[] octets) {
        return call("PUT", session, path, PeerSessionResource.OCTETS, octets);
    }

    private PeerAnswer call(String method, Session session, String path, String type, byte[] body) {
        Counterparty peer = counterparties.find(session.counterpart()).orElse(null);
        return peer == null ? withdrawn() : http.send(method, peer, path, type, body);
    }

    private static PeerAnswer withdrawn() {
        return new PeerAnswer.Unreachable("the operator no longer knows this counterparty");
    }
}
