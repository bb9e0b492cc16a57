package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.disclosure.LogReport.Check;
import org.junit.jupiter.api.Test;

/**
 * What the logs say of a session in which one party asked: at that party an answer about every
 * pupil on its list, at the other the exposure alone.
 */
class AskedInLogTest {

    private static final Map<String, Object> ABOUT = Map.of("mode", "MATCH_ONE_SIDED", "n", 2);

    private static LogReport finished(LeafKind first, int received)
            throws LogVerificationException {
        var check = new SessionCheck();
        add(check, first, ABOUT);
        for (int i = 0; i < received; i++) {
            add(check, LeafKind.RECEIVED, Map.of("lane", "PGN"));
        }
        add(check, LeafKind.RECEIPT, Map.of("transcript", "t"));
        var report = new LogReport("log");
        check.finish(report);
        return report;
    }

    private static void add(SessionCheck check, LeafKind kind, Map<String, Object> clear)
            throws LogVerificationException {
        Leaf like = TestLeaves.exposure("s");
        Leaf leaf =
                new Leaf(
                        kind,
                        like.time(),
                        like.convenantHash(),
                        like.processingActivity(),
                        like.purpose(),
                        like.legalBasis(),
                        like.sender(),
                        like.receiver(),
                        "s",
                        clear,
                        List.of(),
                        Optional.empty());
        check.entry(LogEntry.parse(TestLeaves.seal(leaf, TestLeaves.LOG, 0).bytes()));
    }

    @Test
    void whoAsksHoldsAnAnswerAboutEveryPupilOnItsList() throws LogVerificationException {
        assertThat(finished(LeafKind.SENDING, 2).findings()).isEmpty();
        assertThat(finished(LeafKind.SENDING, 1).findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.check()).isEqualTo(Check.OUTCOMES);
                            assertThat(finding.detail())
                                    .contains("asks about 2 pupils and holds outcomes of 1");
                        });
    }

    @Test
    void whoAnswersHoldsItsExposureAndNoOutcome() throws LogVerificationException {
        assertThat(finished(LeafKind.EXPOSURE, 0).findings()).isEmpty();
    }
}
