package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.psi.Abort;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Role;

/**
 * Signed messages as canonical JSON (RFC 8785). Read back is only what this class would write:
 * known members, one spelling. The member {@code type} keeps a signature from being used for
 * another kind of message.
 */
final class MessageCodec {

    private static final String TYPE = "type";
    private static final String PREFIX = "sluitend/v1/";

    private MessageCodec() {}

    /** Reads one kind of message. */
    private interface Decoder<T> {
        T decode(Members members) throws InvalidMessageException;
    }

    private static byte[] encode(String type, Map<String, Object> members) {
        members.put(TYPE, PREFIX + type);
        return CanonicalJson.bytes(members);
    }

    private static <T> T decode(
            byte[] payload,
            String type,
            Decoder<T> decoder,
            java.util.function.Function<T, byte[]> encoder)
            throws InvalidMessageException {
        JsonNode json;
        try {
            json = CanonicalJson.parse(payload);
        } catch (JsonRefusedException e) {
            throw new InvalidMessageException(String.valueOf(e.getMessage()), e);
        }
        var members = new Members(json);
        if (!members.text(TYPE).equals(PREFIX + type)) {
            throw new InvalidMessageException("type must be " + PREFIX + type);
        }
        T message;
        try {
            message = decoder.decode(members);
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException(String.valueOf(e.getMessage()), e);
        }
        if (!Arrays.equals(encoder.apply(message), payload)) {
            throw new InvalidMessageException(
                    "the payload must be canonical JSON (RFC 8785) with the known members alone");
        }
        return message;
    }

    private static List<String> texts(List<Octets> octets) {
        return octets.stream().map(Octets::base64Url).toList();
    }

    static byte[] encode(Offer o) {
        var members = new TreeMap<String, Object>();
        members.put("version", o.version());
        members.put("sid", o.sid().toString());
        members.put("role", o.role().name());
        members.put("sender", o.sender());
        members.put("receiver", o.receiver());
        members.put("convenant", o.convenant());
        members.put("purpose", o.purpose());
        members.put("mode", o.mode());
        members.put("lane", o.lane());
        members.put("suite", o.suite());
        members.put("keyVersion", o.keyVersion());
        members.put("refDate", o.refDate());
        members.put("n", o.n());
        members.put("added", o.added());
        members.put("removed", o.removed());
        members.put("publicKey", o.publicKey().base64Url());
        members.put("commitment", o.commitment().base64Url());
        members.put("listRoot", o.listRoot().base64Url());
        members.put("batchProofHash", o.batchProofHash().base64Url());
        members.put("nonce", o.nonce().base64Url());
        o.previousReceipt().ifPresent(r -> members.put("previousReceipt", r.base64Url()));
        members.put("issued", o.issued().truncatedTo(ChronoUnit.SECONDS).toString());
        members.put("expires", o.expires().truncatedTo(ChronoUnit.SECONDS).toString());
        o.offerHash().ifPresent(h -> members.put("offerHash", h.base64Url()));
        return encode("offer", members);
    }

    static Offer offer(byte[] payload) throws InvalidMessageException {
        return decode(
                payload,
                "offer",
                m ->
                        new Offer(
                                m.text("version"),
                                m.uuid("sid"),
                                m.constant("role", Role.class),
                                m.text("sender"),
                                m.text("receiver"),
                                m.text("convenant"),
                                m.text("purpose"),
                                m.text("mode"),
                                m.text("lane"),
                                m.text("suite"),
                                m.text("keyVersion"),
                                m.text("refDate"),
                                m.integer("n"),
                                m.integer("added"),
                                m.integer("removed"),
                                m.octets("publicKey"),
                                m.digest("commitment"),
                                m.digest("listRoot"),
                                m.digest("batchProofHash"),
                                m.digest("nonce"),
                                m.optionalDigest("previousReceipt"),
                                m.instant("issued"),
                                m.instant("expires"),
                                m.optionalDigest("offerHash")),
                MessageCodec::encode);
    }

    static byte[] encode(ElementsHeader h) {
        var members = new TreeMap<String, Object>();
        members.put("offersHash", h.offersHash().base64Url());
        members.put("salt", h.salt().base64Url());
        members.put("digests", texts(h.digests()));
        members.put("knownLogSize", h.knownLogSize());
        return encode("elements", members);
    }

    static ElementsHeader elements(byte[] payload) throws InvalidMessageException {
        return decode(
                payload,
                "elements",
                m ->
                        new ElementsHeader(
                                m.digest("offersHash"),
                                m.digest("salt"),
                                m.digests("digests"),
                                m.whole("knownLogSize")),
                MessageCodec::encode);
    }

    static byte[] encode(Exposed e) {
        var members = new TreeMap<String, Object>();
        members.put("offersHash", e.offersHash().base64Url());
        members.put("leaf", e.leaf().base64Url());
        members.put("index", e.index());
        members.put("inclusionProof", texts(e.inclusionProof()));
        members.put("checkpoint", e.checkpoint());
        members.put("consistencyProof", texts(e.consistencyProof()));
        return encode("exposed", members);
    }

    static Exposed exposed(byte[] payload) throws InvalidMessageException {
        return decode(
                payload,
                "exposed",
                m ->
                        new Exposed(
                                m.digest("offersHash"),
                                m.octets("leaf"),
                                m.whole("index"),
                                m.digests("inclusionProof"),
                                m.text("checkpoint"),
                                m.digests("consistencyProof")),
                MessageCodec::encode);
    }

    static byte[] encode(EvaluatedHeader h) {
        var members = new TreeMap<String, Object>();
        members.put("offersHash", h.offersHash().base64Url());
        members.put("round", h.round());
        members.put("digest", h.digest().base64Url());
        return encode("evaluated", members);
    }

    static EvaluatedHeader evaluated(byte[] payload) throws InvalidMessageException {
        return decode(
                payload,
                "evaluated",
                m ->
                        new EvaluatedHeader(
                                m.digest("offersHash"), m.integer("round"), m.digest("digest")),
                MessageCodec::encode);
    }

    static byte[] encode(Result r) {
        var members = new TreeMap<String, Object>();
        members.put("transcript", r.transcript().base64Url());
        members.put("count", r.count());
        members.put("resultTag", r.resultTag().base64Url());
        return encode("result", members);
    }

    static Result result(byte[] payload) throws InvalidMessageException {
        return decode(
                payload,
                "result",
                m -> new Result(m.digest("transcript"), m.integer("count"), m.digest("resultTag")),
                MessageCodec::encode);
    }

    static byte[] encode(Receipt r) {
        var members = new TreeMap<String, Object>();
        members.put("transcript", r.transcript().base64Url());
        members.put("resultI", r.resultI().base64Url());
        members.put("resultR", r.resultR().base64Url());
        members.put("outcome", r.outcome());
        members.put("checkpoint", r.checkpoint());
        return encode("receipt", members);
    }

    static Receipt receipt(byte[] payload) throws InvalidMessageException {
        return decode(
                payload,
                "receipt",
                m ->
                        new Receipt(
                                m.digest("transcript"),
                                m.digest("resultI"),
                                m.digest("resultR"),
                                m.text("outcome"),
                                m.text("checkpoint")),
                MessageCodec::encode);
    }

    static byte[] encode(Abort a) {
        var members = new TreeMap<String, Object>();
        members.put("sid", a.sid().toString());
        members.put("reason", a.reason());
        members.put("phase", a.phase().name());
        members.put("evaluatedSent", a.evaluatedSent());
        members.put("evaluatedReceived", a.evaluatedReceived());
        return encode("abort", members);
    }

    static Abort abort(byte[] payload) throws InvalidMessageException {
        return decode(
                payload,
                "abort",
                m ->
                        new Abort(
                                m.uuid("sid"),
                                m.text("reason"),
                                m.constant("phase", Phase.class),
                                m.integer("evaluatedSent"),
                                m.integer("evaluatedReceived")),
                MessageCodec::encode);
    }
}
