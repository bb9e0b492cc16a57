package nl.sluitend.disclosure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogEntryTest {

    private static final String EXAMPLE =
            """
            {"_sd":["X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"],"_sd_alg":"sha-256",\
            "convenantHash":"c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0",\
            "detail":{"n":84},"exchangeId":"session-1","id":"019aaa3d-4efb-7000-8000-000000000001",\
            "legalBasis":"artikel 18 Leerplichtwet 1969","logged":"2026-11-22T07:00:00.123Z",\
            "processingActivity":"https://register.example/verwerkingen/thuiszitters/versies/1",\
            "purpose":"zicht op thuiszitters","receiver":"00000099000000002000","role":"sender",\
            "sender":"00000099000000001000","seq":7,"time":"2026-11-22T07:00:00.000Z","type":"outcome","version":1}""";

    @Test
    void anEntryIsCanonicalJson() throws LogVerificationException {
        LogEntry entry =
                new LogEntry(
                        7,
                        UUID.fromString("019aaa3d-4efb-7000-8000-000000000001"),
                        LeafKind.OUTCOME,
                        TestLeaves.NOW,
                        TestLeaves.NOW.minusMillis(123),
                        TestLeaves.CONVENANT,
                        TestLeaves.ACTIVITY,
                        "zicht op thuiszitters",
                        "artikel 18 Leerplichtwet 1969",
                        LogEntry.Role.SENDER,
                        TestLeaves.OWNER,
                        TestLeaves.PEER,
                        "session-1",
                        Map.of("n", 84),
                        List.of("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"));
        assertThat(entry.json()).isEqualTo(EXAMPLE);
        assertThat(LogEntry.parse(EXAMPLE.getBytes(UTF_8))).isEqualTo(entry);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"_sd\"| {\"_sd\"",
                "\"seq\":7| \"seq\":7.0",
                "\"seq\":7| \"seq\":\"7\"",
                "\"version\":1| \"version\":2",
                "\"version\":1| \"version\":1,\"zz\":1",
                "\"version\":1| \"version\":1,\"version\":1",
                "\"type\":\"outcome\"| \"type\":\"OUTCOME\"",
                "\"type\":\"outcome\"| \"type\":\"unheard\"",
                "07:00:00.123Z| 07:00:00.1231Z",
                "07:00:00.123Z| 08:00:00.123+01:00",
                "07:00:00.123Z| later",
                "\"role\":\"sender\"| \"role\":\"bystander\"",
                "\"role\":\"sender\",| ``",
                "00000099000000001000| 99999999000000001000",
                "\"n\":84| \"n\":84.5",
                "\"n\":84| \"n\":null",
                "{\"n\":84}| []",
                "[\"X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0\"]| \"X9yH\"",
                "[\"X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0\"]| [1]",
                "\"_sd_alg\":\"sha-256\"| \"_sd_alg\":\"md5\"",
                "019aaa3d-4efb| 19aaa3d-4efb",
                "zicht op| zicht\\u0020op",
                "{\"_sd\"| [{\"_sd\"",
                "\"version\":1}| \"version\":1} {}",
                "\"version\":1}| \"version\":1"
            })
    void otherFormsAreRefusedWithoutQuotingThem(String part, String replacement) {
        String changed =
                part.equals("{\"_sd\"") && replacement.equals(part)
                        ? " " + EXAMPLE
                        : EXAMPLE.replace(part, replacement == null ? "" : replacement);
        assertThat(changed).isNotEqualTo(EXAMPLE);
        assertThatThrownBy(() -> LogEntry.parse(changed.getBytes(UTF_8)))
                .isInstanceOf(LogVerificationException.class)
                .hasMessageNotContaining("thuiszitters");
    }

    @Test
    void unsortedDigestsAreRefused() {
        String two = EXAMPLE.replace("[\"X9yH", "[\"a\",\"X9yH");
        assertThatThrownBy(() -> LogEntry.parse(two.getBytes(UTF_8)))
                .hasMessageContaining("canonical");
    }

    @Test
    void anEntryThatDoesNotFitABundleIsRefused() {
        Leaf leaf = TestLeaves.exposure("x".repeat(LogEntry.MAX_LENGTH));
        assertThatThrownBy(() -> TestLeaves.seal(leaf, TestLeaves.LOG, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogEntry.parse(new byte[LogEntry.MAX_LENGTH + 1]))
                .isInstanceOf(LogVerificationException.class);
    }

    @Test
    void anEntryKnowsItsPlace() throws LogVerificationException {
        LogEntry entry =
                LogEntry.parse(TestLeaves.seal(TestLeaves.exposure(), TestLeaves.LOG, 5).bytes());
        entry.requirePlace(TestLeaves.LOG, 5);
        assertThatThrownBy(() -> entry.requirePlace(TestLeaves.LOG, 6))
                .hasMessageContaining("stands at index 6");
        assertThatThrownBy(
                        () ->
                                entry.requirePlace(
                                        LogName.ofConvenant(TestLeaves.PEER, TestLeaves.CONVENANT),
                                        5))
                .hasMessageContaining("another party");
        assertThatThrownBy(
                        () ->
                                entry.requirePlace(
                                        LogName.ofConvenant(TestLeaves.OWNER, "c1".repeat(32)), 5))
                .hasMessageContaining("another convenant");
        LogEntry backDated =
                LogEntry.parse(
                        entry.json()
                                .replaceAll("\"logged\":\"2026-11-22", "\"logged\":\"2026-11-21")
                                .getBytes(UTF_8));
        assertThatThrownBy(() -> backDated.requirePlace(TestLeaves.LOG, 5))
                .hasMessageContaining("not of its time");
    }

    @Test
    void aReceivingOwnerIsNamedInItsOwnLog() throws LogVerificationException {
        LogName peersLog = LogName.ofConvenant(TestLeaves.PEER, TestLeaves.CONVENANT);
        LogEntry entry = TestLeaves.seal(TestLeaves.exposure(), peersLog, 0).entry();
        assertThat(entry.role()).isEqualTo(LogEntry.Role.RECEIVER);
        assertThat(entry.owner()).isEqualTo(TestLeaves.PEER);
        entry.requirePlace(peersLog, 0);
    }

    @Test
    void aLeafForTheWrongLogIsNotSealed() {
        LogName stranger =
                LogName.ofConvenant(
                        new nl.sluitend.identifier.Oin("00000099000000003000"),
                        TestLeaves.CONVENANT);
        assertThatThrownBy(() -> TestLeaves.seal(TestLeaves.exposure(), stranger, 0))
                .hasMessageContaining("sender or receiver");
        LogName other = LogName.ofConvenant(TestLeaves.OWNER, "c1".repeat(32));
        assertThatThrownBy(() -> TestLeaves.seal(TestLeaves.exposure(), other, 0))
                .hasMessageContaining("another convenant");
    }

    @Test
    void personalMembersStandInTheEntryAsDigestsOnly() throws LogVerificationException {
        SealedLeaf sealed = TestLeaves.seal(TestLeaves.outcome(1, "MATCHED"), TestLeaves.LOG, 0);
        assertThat(sealed.entry().json()).doesNotContain("MATCHED", "keyed");
        assertThat(sealed.openings())
                .extracting(Opening::name)
                .containsExactly("outcome", "subject");
        assertThat(sealed.entry().digests())
                .containsExactlyInAnyOrderElementsOf(
                        sealed.openings().stream().map(Opening::digest).toList())
                .isSorted();
        Opening opening = Opening.parse(sealed.openings().getFirst().encoded());
        assertThat(opening.value()).isEqualTo("MATCHED");
        assertThat(opening.digest()).isEqualTo(sealed.openings().getFirst().digest());
    }

    @Test
    void theSameMemberGetsAnotherDigestEachTime() {
        Leaf leaf = TestLeaves.outcome(1, "MATCHED");
        assertThat(TestLeaves.seal(leaf, TestLeaves.LOG, 0).entry().digests())
                .doesNotContainAnyElementsOf(
                        TestLeaves.seal(leaf, TestLeaves.LOG, 0).entry().digests());
    }

    @Test
    void theDigestIsThatOfTheSdJwtSpecification() throws LogVerificationException {
        Opening opening =
                Opening.parse(
                        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0");
        assertThat(opening.digest()).isEqualTo("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
        assertThat(opening.name()).isEqualTo("family_name");
        assertThat(opening.value()).isEqualTo("Möbius");
        assertThat(opening.toString()).doesNotContain("Möbius", opening.encoded());
    }

    @ParameterizedTest
    @CsvSource({"!", "bm90IGpzb24", "WzEsMiwzXQ", "WyJhIiwiYiJd"})
    void whatIsNoOpeningIsRefused(String encoded) {
        assertThatThrownBy(() -> Opening.parse(encoded))
                .isInstanceOf(LogVerificationException.class);
    }

    @Test
    void openingsDecryptOnlyWithTheirKeyAtTheirPlace() throws LogVerificationException {
        List<Opening> openings =
                TestLeaves.seal(TestLeaves.outcome(1, "MATCHED"), TestLeaves.LOG, 3).openings();
        byte[] key = MerkleTree.leafHash(new byte[] {1});
        byte[] encrypted =
                new OpeningCipher()
                        .encrypt(
                                key,
                                OpeningCipher.place(TestLeaves.LOG, 3),
                                openings,
                                TestLeaves.RANDOM);
        assertThat(
                        new OpeningCipher()
                                .decrypt(key, OpeningCipher.place(TestLeaves.LOG, 3), encrypted))
                .isEqualTo(openings);
        assertUndecryptable(MerkleTree.leafHash(new byte[] {2}), TestLeaves.LOG, 3, encrypted);
        assertUndecryptable(key, TestLeaves.LOG, 4, encrypted);
        assertUndecryptable(key, TestLeaves.NODE_LOG, 3, encrypted);
        assertUndecryptable(key, TestLeaves.LOG, 3, new byte[5]);
        encrypted[20] ^= 1;
        assertUndecryptable(key, TestLeaves.LOG, 3, encrypted);
    }

    @Test
    void personalMembersWithoutSubjectAreNoLeaf() {
        Leaf leaf = TestLeaves.outcome(1, "MATCHED");
        assertThatThrownBy(
                        () ->
                                Leaf.internal(
                                        leaf.kind(),
                                        leaf.time(),
                                        leaf.processingActivity(),
                                        leaf.purpose(),
                                        leaf.legalBasis(),
                                        leaf.sender(),
                                        Map.of(),
                                        leaf.personal(),
                                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PersonalMember("share", 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PersonalMember("_sd", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsPersonalNeverPrints() {
        assertThat(TestLeaves.outcome(1, "MATCHED").toString()).doesNotContain("MATCHED");
        assertThat(TestLeaves.pupil(1).toString()).isEqualTo("SubjectRef[PUPIL, ***]");
    }

    private static void assertUndecryptable(byte[] key, LogName log, long index, byte[] encrypted) {
        assertThatThrownBy(
                        () ->
                                new OpeningCipher()
                                        .decrypt(key, OpeningCipher.place(log, index), encrypted))
                .isInstanceOf(LogVerificationException.class);
    }
}
