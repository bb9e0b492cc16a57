package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.Test;

/** The pupils of one run under one leaf for each chunk. */
@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class PupilChunksTest {

    private static final int PUPILS = PupilChunks.CHUNK + 5;

    @Inject DisclosureLog disclosureLog;
    @Inject Disclosures disclosures;
    @Inject SubjectKeys subjectKeys;
    @Inject LogStore store;

    private final TestLog log = TestLog.fresh();

    @Test
    void aRunCostsOneLeafForEachChunkAndEveryPupilHasAProof() throws LogVerificationException {
        List<LogPosition> leaves = run(PUPILS);
        assertThat(leaves).hasSize(2);
        LogEntry second = LogEntry.parse(leaves.get(1).entry());
        assertThat(second.detail())
                .containsEntry("pupils", 5)
                .containsEntry("chunk", 1)
                .containsEntry("chunks", 2);
        Disclosures.Detail detail = disclosures.openPupil(log.name().id(), 0, 1234, "fg-1");
        assertThat(detail.openings()).extracting(Opening::name).contains("outcome", "subject");
        assertProves(detail.file().toString(), "outcome-1234");
        Disclosures.Detail last = disclosures.openPupil(log.name().id(), 1, 4, "fg-1");
        assertProves(last.file().toString(), "outcome-" + (PUPILS - 1));
    }

    @Test
    void aProofOfAnotherPupilOrPlaceIsRefused() {
        run(20);
        String file = disclosures.openPupil(log.name().id(), 0, 7, "fg-1").file().toString();
        String other = disclosures.openPupil(log.name().id(), 0, 8, "fg-1").file().toString();
        String swapped = extra(file).replace(member(file, "openings"), member(other, "openings"));
        assertRefused(withExtra(file, swapped), "is not of this entry");
        String moved = extra(file).replace("\"position\":7", "\"position\":8");
        assertRefused(withExtra(file, moved), "is not proven to stand under leaf 0");
        String bare = extra(file).replaceFirst(",\"pupil\":\\{.*?}(?=})", "");
        assertRefused(withExtra(file, bare), "is not of this entry");
        assertRefused(file.replace("index 0", "index 1"), "");
    }

    @Test
    void aPupilIsFoundUnderTheLeafOfItsChunk() {
        run(30);
        run(30);
        DisclosurePage page =
                disclosures.find(filter(TestLeaves.pupil(17)), Optional.empty(), 10, "fg-1");
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.found()).allSatisfy(found -> assertThat(found.pupil()).contains(17));
        assertThat(
                        disclosures
                                .find(filter(TestLeaves.pupil(31)), Optional.empty(), 10, "fg-1")
                                .found())
                .isEmpty();
    }

    @Test
    void aPupilIsOpenedOverTheInterface() {
        run(3);
        String address = "/v1/disclosures/" + log.name().id() + "/0/pupils/";
        NodeClient.given()
                .get(address + 2)
                .then()
                .statusCode(200)
                .body("personal.outcome", equalTo("outcome-2"))
                .body("erased", equalTo(false));
        NodeClient.given()
                .get(address + 2 + "/proof")
                .then()
                .statusCode(200)
                .body(containsString("c2sp.org/tlog-proof@v1"));
        NodeClient.given().get(address + 3).then().statusCode(404);
    }

    @Test
    void anErasedPupilLeavesTheProofsOfTheOthers() throws LogVerificationException {
        run(10);
        int id = store.find(log.name()).orElseThrow().id();
        String digest = subjectKeys.digest(log.name(), TestLeaves.pupil(4));
        QuarkusTransaction.requiringNew().run(() -> subjectKeys.destroy(id, digest));
        Disclosures.Detail erased = disclosures.openPupil(log.name().id(), 0, 4, "fg-1");
        assertThat(erased.erased()).isTrue();
        assertThat(erased.openings()).isEmpty();
        assertThat(
                        log.text(
                                "select length(sealed) from disclosure_pupil where position = 4 and "
                                        + log.own()))
                .isEqualTo("0");
        assertProves(
                disclosures.openPupil(log.name().id(), 0, 5, "fg-1").file().toString(),
                "outcome-5");
    }

    @Test
    void anEntryThatWasChangedIsNotShown() {
        run(4);
        log.execute(
                "update disclosure_pupil set entry_hash = sha256('x') where position = 1 and "
                        + log.own());
        for (int position : List.of(1, 2)) {
            assertThatThrownBy(() -> disclosures.openPupil(log.name().id(), 0, position, "fg-1"))
                    .isInstanceOf(LogUnavailableException.class)
                    .hasMessageContaining("damaged");
        }
    }

    private List<LogPosition> run(int pupils) {
        Leaf about = log.exposure("session-1", pupils);
        Leaf outcomes =
                new Leaf(
                        LeafKind.OUTCOME,
                        about.time(),
                        about.convenantHash(),
                        about.processingActivity(),
                        about.purpose(),
                        about.legalBasis(),
                        about.sender(),
                        about.receiver(),
                        about.exchangeId(),
                        java.util.Map.of(),
                        List.of(),
                        Optional.empty());
        List<PupilMembers> members =
                IntStream.range(0, pupils)
                        .mapToObj(
                                i ->
                                        new PupilMembers(
                                                List.of(
                                                        new PersonalMember(
                                                                "outcome", "outcome-" + i)),
                                                TestLeaves.pupil(i)))
                        .toList();
        return QuarkusTransaction.requiringNew()
                .call(() -> disclosureLog.appendPupils(log.name(), outcomes, members));
    }

    private DisclosureFilter filter(SubjectRef subject) {
        return new DisclosureFilter(
                Optional.empty(),
                Optional.empty(),
                log.name().convenantHash(),
                Optional.empty(),
                Set.of(LeafKind.OUTCOME),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(subject));
    }

    private void assertProves(String file, String outcome) throws LogVerificationException {
        ProofCheck.Proven proven = verify(file);
        assertThat(proven.openings())
                .anySatisfy(opening -> assertThat(opening.value()).isEqualTo(outcome));
    }

    private ProofCheck.Proven verify(String file) throws LogVerificationException {
        return ProofCheck.verify(
                file.getBytes(StandardCharsets.UTF_8),
                List.of(disclosureLog.verifierKey(log.name())),
                TlogPolicy.none());
    }

    private void assertRefused(String file, String reason) {
        assertThatThrownBy(() -> verify(file))
                .isInstanceOf(LogVerificationException.class)
                .hasMessageContaining(reason);
    }

    private static String extra(String file) {
        String line =
                file.lines().filter(one -> one.startsWith("extra ")).findFirst().orElseThrow();
        return new String(
                java.util.Base64.getDecoder().decode(line.substring(6)), StandardCharsets.UTF_8);
    }

    private static String withExtra(String file, String extra) {
        String line =
                file.lines().filter(one -> one.startsWith("extra ")).findFirst().orElseThrow();
        return file.replace(
                line,
                "extra "
                        + java.util.Base64.getEncoder()
                                .encodeToString(extra.getBytes(StandardCharsets.UTF_8)));
    }

    private static String member(String file, String name) {
        String json = extra(file);
        int start = json.indexOf("\"" + name + "\":");
        return json.substring(start, json.indexOf(']', start) + 1);
    }
}
