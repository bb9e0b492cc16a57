package nl.sluitend.reconciliation;

import static java.util.Map.entry;

import java.util.Map;

/** The signed messages of {@code docs/protocol/notices.md}, member by member. */
final class NoticeForms {

    static final MessageForm<Notice> NOTICE =
            new MessageForm<>(
                    "notice",
                    n ->
                            Map.ofEntries(
                                    entry("id", n.id().toString()),
                                    entry("convenant", n.convenant()),
                                    entry("sid", n.sid().toString()),
                                    entry("tag", n.tag().base64Url()),
                                    entry("kind", n.kind().name()),
                                    entry("fields", n.fields()),
                                    entry("at", n.at().toString())),
                    m ->
                            new Notice(
                                    m.uuid("id"),
                                    m.text("convenant"),
                                    m.uuid("sid"),
                                    m.octets("tag"),
                                    m.constant("kind", NoticeKind.class),
                                    m.texts("fields"),
                                    m.instant("at")));

    static final MessageForm<Noticed> NOTICED =
            new MessageForm<>(
                    "noticed",
                    n ->
                            Map.ofEntries(
                                    entry("id", n.id().toString()),
                                    entry("notice", n.notice().base64Url()),
                                    entry("at", n.at().toString())),
                    m -> new Noticed(m.uuid("id"), m.digest("notice"), m.instant("at")));

    private NoticeForms() {}
}
