package nl.sluitend.disclosure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever someone else publishes is read, or refused with the one exception for that. */
class LogParsersProperties {

    private static final byte[] ENTRY = PublishedLog.entries(2).get(1);
    private static final MemoryLog TREE = MemoryLog.of(9);
    private static final String NOTE =
            TestLeaves.signer(TestLeaves.LOG)
                    .sign(new Checkpoint(TestLeaves.LOG.origin(), 9, TREE.root()))
                    .note();
    private static final byte[] PROOF =
            new TlogProof(Optional.of(ENTRY), 3, MerkleTree.inclusionProof(3, 9, TREE), NOTE)
                    .toString()
                    .getBytes(UTF_8);

    @FunctionalInterface
    private interface Parser {
        Object read(byte[] bytes) throws LogVerificationException;
    }

    @Property
    void aDamagedEntryIsReadOrRefused(
            @ForAll @IntRange(max = 700) int where, @ForAll byte value, @ForAll boolean insert) {
        assertReadOrRefused(damaged(ENTRY, where, value, insert), LogParsersProperties::place);
    }

    @Property
    void anEntryWithOtherValuesIsReadOrRefused(
            @ForAll("members") String member, @ForAll("values") String value) {
        String changed =
                new String(ENTRY, UTF_8)
                        .replaceFirst(
                                "\"" + member + "\":(\"[^\"]*\"|[0-9]+|\\[[^]]*])",
                                "\"" + member + "\":" + value);
        assertReadOrRefused(changed.getBytes(UTF_8), LogParsersProperties::place);
        assertReadOrRefused(value.getBytes(UTF_8), LogEntry::parse);
    }

    @Property
    void aDamagedNoteProofOrBundleIsReadOrRefused(
            @ForAll @IntRange(max = 1_000) int where, @ForAll byte value, @ForAll boolean insert) {
        assertReadOrRefused(damaged(NOTE.getBytes(UTF_8), where, value, insert), SignedNote::parse);
        assertReadOrRefused(damaged(PROOF, where, value, insert), TlogProof::parse);
        byte[] bundle = EntryBundle.encode(List.of(ENTRY, ENTRY));
        assertReadOrRefused(
                damaged(bundle, where, value, insert), bytes -> EntryBundle.decode(bytes, 2));
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        assertReadOrRefused(text.getBytes(UTF_8), bytes -> TilePath.parse(text));
        assertReadOrRefused(text.getBytes(UTF_8), bytes -> VerifierKey.parse(text));
        assertReadOrRefused(text.getBytes(UTF_8), bytes -> Checkpoint.parse(text));
        assertReadOrRefused(text.getBytes(UTF_8), bytes -> LogName.parse(text));
        assertReadOrRefused(text.getBytes(UTF_8), bytes -> Opening.parse(text));
        assertReadOrRefused(text.getBytes(UTF_8), LogEntry::parse);
        assertThatCode(() -> DisclosureCursor.parse(text)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> members() {
        return Arbitraries.of(
                "_sd",
                "convenantHash",
                "id",
                "logged",
                "time",
                "type",
                "seq",
                "version",
                "role",
                "sender",
                "receiver",
                "purpose",
                "processingActivity",
                "exchangeId");
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "null",
                "true",
                "[]",
                "{}",
                "[null]",
                "1e400",
                "-1",
                "9223372036854775808",
                "\"\"",
                "\"+1000000000-12-31T23:59:59.999Z\"",
                "\"-1000000000-01-01T00:00:00.000Z\"",
                "\"2026-02-30T00:00:00.000Z\"",
                "\"1-1-1-1-1\"",
                "\" \"",
                "\"\\\\ud83d\"",
                "[".repeat(2_000));
    }

    private static Object place(byte[] entry) throws LogVerificationException {
        LogEntry parsed = LogEntry.parse(entry);
        parsed.requirePlace(TestLeaves.LOG, 1);
        return parsed;
    }

    private static byte[] damaged(byte[] bytes, int where, byte value, boolean insert) {
        int at = where % bytes.length;
        byte[] damaged = new byte[bytes.length + (insert ? 1 : 0)];
        System.arraycopy(bytes, 0, damaged, 0, at);
        damaged[at] = value;
        int from = insert ? at : at + 1;
        System.arraycopy(bytes, from, damaged, at + 1, bytes.length - from);
        return damaged;
    }

    private static void assertReadOrRefused(byte[] bytes, Parser parser) {
        try {
            assertThat(parser.read(bytes)).isNotNull();
        } catch (LogVerificationException e) {
            assertThat(e).hasMessageNotContaining("MATCHED");
        }
    }
}
