package nl.sluitend.reconciliation;

import static java.util.Map.entry;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.sluitend.psi.Abort;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.FieldsHeader;
import nl.sluitend.psi.FieldsReceipt;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Role;

/** The signed messages of {@code docs/protocol}, member by member. */
final class MessageCodec {

    private static final String GROUPS = "groups";
    private static final String SAME_LIST_AS = "sameListAs";

    static final MessageForm<Offer> OFFER =
            new MessageForm<>(
                    "offer",
                    MessageCodec::members,
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
                                    m.optionalDigest("offerHash"),
                                    counting(m)));

    static final MessageForm<ElementsHeader> ELEMENTS =
            new MessageForm<>(
                    "elements",
                    h ->
                            Map.ofEntries(
                                    entry("offersHash", h.offersHash().base64Url()),
                                    entry("salt", h.salt().base64Url()),
                                    entry("digests", texts(h.digests())),
                                    entry("knownLogSize", h.knownLogSize())),
                    m ->
                            new ElementsHeader(
                                    m.digest("offersHash"),
                                    m.digest("salt"),
                                    m.digests("digests"),
                                    m.whole("knownLogSize")));

    static final MessageForm<Exposed> EXPOSED =
            new MessageForm<>(
                    "exposed",
                    e ->
                            Map.ofEntries(
                                    entry("offersHash", e.offersHash().base64Url()),
                                    entry("leaf", e.leaf().base64Url()),
                                    entry("index", e.index()),
                                    entry("inclusionProof", texts(e.inclusionProof())),
                                    entry("checkpoint", e.checkpoint()),
                                    entry("consistencyProof", texts(e.consistencyProof()))),
                    m ->
                            new Exposed(
                                    m.digest("offersHash"),
                                    m.octets("leaf"),
                                    m.whole("index"),
                                    m.digests("inclusionProof"),
                                    m.text("checkpoint"),
                                    m.digests("consistencyProof")));

    static final MessageForm<EvaluatedHeader> EVALUATED =
            new MessageForm<>(
                    "evaluated",
                    h ->
                            Map.ofEntries(
                                    entry("offersHash", h.offersHash().base64Url()),
                                    entry("round", h.round()),
                                    entry("digest", h.digest().base64Url())),
                    m ->
                            new EvaluatedHeader(
                                    m.digest("offersHash"),
                                    m.integer("round"),
                                    m.digest("digest")));

    static final MessageForm<Result> RESULT =
            new MessageForm<>(
                    "result",
                    MessageCodec::members,
                    m ->
                            new Result(
                                    m.digest("transcript"),
                                    m.integer("count"),
                                    m.digest("resultTag"),
                                    m.optionalOctets("laneBits"),
                                    m.optionalDigest("received"),
                                    m.optionalOctets("confirmedBits")));

    static final MessageForm<Receipt> RECEIPT =
            new MessageForm<>(
                    "receipt",
                    r ->
                            Map.ofEntries(
                                    entry("transcript", r.transcript().base64Url()),
                                    entry("resultI", r.resultI().base64Url()),
                                    entry("resultR", r.resultR().base64Url()),
                                    entry("outcome", r.outcome()),
                                    entry("checkpoint", r.checkpoint())),
                    m ->
                            new Receipt(
                                    m.digest("transcript"),
                                    m.digest("resultI"),
                                    m.digest("resultR"),
                                    m.text("outcome"),
                                    m.text("checkpoint")));

    static final MessageForm<FieldsHeader> FIELDS =
            new MessageForm<>(
                    "fields",
                    h ->
                            Map.ofEntries(
                                    entry("receiptI", h.receiptI().base64Url()),
                                    entry("receiptR", h.receiptR().base64Url()),
                                    entry("count", h.count()),
                                    entry("part", h.part()),
                                    entry("digest", h.digest().base64Url())),
                    m ->
                            new FieldsHeader(
                                    m.digest("receiptI"),
                                    m.digest("receiptR"),
                                    m.integer("count"),
                                    m.integer("part"),
                                    m.digest("digest")));

    static final MessageForm<FieldsReceipt> FIELDS_RECEIPT =
            new MessageForm<>(
                    "fields-receipt",
                    r ->
                            Map.ofEntries(
                                    entry("transcript", r.transcript().base64Url()),
                                    entry("fieldsI", r.fieldsI().base64Url()),
                                    entry("fieldsR", r.fieldsR().base64Url()),
                                    entry("outcome", r.outcome()),
                                    entry("checkpoint", r.checkpoint())),
                    m ->
                            new FieldsReceipt(
                                    m.digest("transcript"),
                                    m.digest("fieldsI"),
                                    m.digest("fieldsR"),
                                    m.text("outcome"),
                                    m.text("checkpoint")));

    static final MessageForm<Abort> ABORT =
            new MessageForm<>(
                    "abort",
                    a ->
                            Map.ofEntries(
                                    entry("sid", a.sid().toString()),
                                    entry("reason", a.reason()),
                                    entry("phase", a.phase().name()),
                                    entry("evaluatedSent", a.evaluatedSent()),
                                    entry("evaluatedReceived", a.evaluatedReceived())),
                    m ->
                            new Abort(
                                    m.uuid("sid"),
                                    m.text("reason"),
                                    m.constant("phase", Phase.class),
                                    m.integer("evaluatedSent"),
                                    m.integer("evaluatedReceived")));

    static final MessageForm<Withdrawal> WITHDRAWAL =
            new MessageForm<>(
                    "withdrawal",
                    w ->
                            Map.ofEntries(
                                    entry("id", w.id().toString()),
                                    entry("convenant", w.convenant()),
                                    entry("sid", w.sid().toString()),
                                    entry("tag", w.tag().base64Url()),
                                    entry("reason", w.reason().name()),
                                    entry("at", w.at().toString())),
                    m ->
                            new Withdrawal(
                                    m.uuid("id"),
                                    m.text("convenant"),
                                    m.uuid("sid"),
                                    m.octets("tag"),
                                    m.constant("reason", WithdrawalReason.class),
                                    m.instant("at")));

    static final MessageForm<Withdrawn> WITHDRAWN =
            new MessageForm<>(
                    "withdrawn",
                    w ->
                            Map.ofEntries(
                                    entry("id", w.id().toString()),
                                    entry("withdrawal", w.withdrawal().base64Url()),
                                    entry("deleted", w.deleted()),
                                    entry("at", w.at().toString())),
                    m ->
                            new Withdrawn(
                                    m.uuid("id"),
                                    m.digest("withdrawal"),
                                    m.integer("deleted"),
                                    m.instant("at")));

    private MessageCodec() {}

    private static Map<String, Object> members(Offer o) {
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
        o.counting().ifPresent(c -> members.put(GROUPS, c.groups()));
        o.counting()
                .flatMap(Offer.Counting::sameListAs)
                .ifPresent(sid -> members.put(SAME_LIST_AS, sid.toString()));
        return members;
    }

    private static Optional<Offer.Counting> counting(Members m) throws InvalidMessageException {
        if (!m.has(GROUPS)) {
            return Optional.empty();
        }
        return Optional.of(
                new Offer.Counting(
                        m.integers(GROUPS),
                        m.has(SAME_LIST_AS)
                                ? Optional.of(m.uuid(SAME_LIST_AS))
                                : Optional.empty()));
    }

    private static Map<String, Object> members(Result r) {
        var members = new TreeMap<String, Object>();
        members.put("transcript", r.transcript().base64Url());
        members.put("count", r.count());
        members.put("resultTag", r.resultTag().base64Url());
        r.laneBits().ifPresent(bits -> members.put("laneBits", bits.base64Url()));
        r.received().ifPresent(root -> members.put("received", root.base64Url()));
        r.confirmedBits().ifPresent(bits -> members.put("confirmedBits", bits.base64Url()));
        return members;
    }

    private static List<String> texts(List<Octets> octets) {
        return octets.stream().map(Octets::base64Url).toList();
    }
}
