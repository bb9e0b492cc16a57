package nl.sluitend.reconciliation;

import static java.util.Map.entry;

import java.util.Map;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Octets;

/** The signed messages of {@code docs/protocol/proposals.md}, member by member. */
final class ProposalForms {

    static final MessageForm<AnswerCommit> COMMIT =
            new MessageForm<>(
                    "answer-commit",
                    c ->
                            Map.ofEntries(
                                    entry("convenant", c.convenant()),
                                    entry("sid", c.sid().toString()),
                                    entry("tag", c.tag().base64Url()),
                                    entry("commitment", c.commitment().base64Url()),
                                    entry("at", c.at().toString())),
                    m ->
                            new AnswerCommit(
                                    m.text("convenant"),
                                    m.uuid("sid"),
                                    m.octets("tag"),
                                    m.digest("commitment"),
                                    m.instant("at")));

    static final MessageForm<AnswerHeld> HELD =
            new MessageForm<>(
                    "answer-held",
                    h ->
                            Map.ofEntries(
                                    entry("commit", h.commit().base64Url()),
                                    entry("at", h.at().toString())),
                    m -> new AnswerHeld(m.digest("commit"), m.instant("at")));

    static final MessageForm<AnswerOpen> OPEN =
            new MessageForm<>(
                    "answer-open",
                    o ->
                            Map.ofEntries(
                                    entry("convenant", o.convenant()),
                                    entry("sid", o.sid().toString()),
                                    entry("tag", o.tag().base64Url()),
                                    entry("answer", o.answer().name()),
                                    entry("salt", o.salt().base64Url()),
                                    entry("commitment", o.commitment().base64Url())),
                    m ->
                            new AnswerOpen(
                                    m.text("convenant"),
                                    m.uuid("sid"),
                                    m.octets("tag"),
                                    m.constant("answer", Answer.class),
                                    m.digest("salt"),
                                    m.digest("commitment")));

    private ProposalForms() {}

    /** The signed octets inside a stored message, which was verified when it came in. */
    static byte[] payload(String jws) {
        return Octets.ofBase64Url(jws.split("\\.", -1)[1]).toByteArray();
    }
}
