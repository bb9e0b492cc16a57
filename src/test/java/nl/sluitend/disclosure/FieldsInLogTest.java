package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.disclosure.LogReport.Check;
import org.junit.jupiter.api.Test;

/** What a log says of fields that were given: as many disclosures as signed, at both the same. */
class FieldsInLogTest {

    private static final Map<String, Object> RECEIPT = Map.of("transcript", "t");

    private static SessionCheck log(int disclosures, Optional<Map<String, Object>> fieldsReceipt)
            throws LogVerificationException {
        var check = new SessionCheck();
        for (int i = 0; i < disclosures; i++) {
            add(check, LeafKind.DISCLOSURE, Map.of("lane", "PGN"));
        }
        add(check, LeafKind.RECEIPT, RECEIPT);
        if (fieldsReceipt.isPresent()) {
            add(check, LeafKind.FIELDS_RECEIPT, fieldsReceipt.get());
        }
        return check;
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

    private static Optional<Map<String, Object>> signed(int disclosed, String receiptR) {
        return Optional.of(Map.of("disclosed", disclosed, "receiptI", "i", "receiptR", receiptR));
    }

    private static LogReport finished(SessionCheck check) {
        var report = new LogReport("log");
        check.finish(report);
        return report;
    }

    private static LogReport compared(SessionCheck ours, SessionCheck theirs) {
        var report = new LogReport("log");
        ours.compare(theirs, report);
        return report;
    }

    @Test
    void aDisclosureThatIsMissingIsFoundByItsSession() throws LogVerificationException {
        assertThat(finished(log(2, signed(2, "r"))).findings()).isEmpty();
        assertThat(finished(log(0, signed(0, "r"))).findings()).isEmpty();
        assertThat(finished(log(1, signed(2, "r"))).findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.check()).isEqualTo(Check.OUTCOMES);
                            assertThat(finding.detail())
                                    .contains("disclosures of 1 pupils", "signed those of 2");
                        });
    }

    @Test
    void whatTheOtherSignedOfTheFieldsIsInBothLogs() throws LogVerificationException {
        assertThat(compared(log(2, signed(2, "r")), log(0, signed(0, "r"))).findings()).isEmpty();
        for (SessionCheck ours : List.of(log(2, signed(2, "other")), log(2, Optional.empty()))) {
            assertThat(compared(ours, log(2, signed(2, "r"))).findings())
                    .extracting(LogReport.Finding::check)
                    .containsExactly(Check.RECEIPTS);
        }
        assertThat(compared(log(2, signed(2, "r")), log(2, Optional.empty())).findings()).isEmpty();
    }
}
