package nl.sluitend.registration.intake;

import static nl.sluitend.registration.intake.Lists.BSN;
import static nl.sluitend.registration.intake.Lists.OTHER_BSN;
import static nl.sluitend.registration.intake.Lists.accepted;
import static nl.sluitend.registration.intake.Lists.csv;
import static nl.sluitend.registration.intake.Lists.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.MatchingKey;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvListTest {

    private static final String HEADER = "reference,bsn,category,startDate";

    @Test
    void everyColumnOfALineIsRead() throws Exception {
        List<LineAnswer> answers =
                csv(
                        "generic",
                        "reference,bsn,brin,vestiging,leerlingnummer,birthDate,surname,initials,"
                                + "postcode4,category,startDate,endDate,enrolled,schoolType,"
                                + "municipality,source,offerDate,lead,shielded",
                        "r-1,"
                                + BSN
                                + ",99zz,0,12,2013-05-06,van Dijk,J.P.,6811,"
                                + "dreigend,2026-01-05,05-02-2026,ja,vmbo,GM0202,duo,"
                                + "2026-01-20,swv,ja");

        Registration registration = accepted(answers.getFirst());
        assertThat(registration.keys())
                .extracting(MatchingKey::kind)
                .containsExactly(KeyKind.PGN, KeyKind.SCHOOL_PUPIL, KeyKind.DEMOGRAPHIC);
        assertThat(registration.reference()).isEqualTo("r-1");
        assertThat(registration.category()).isEqualTo(Category.DREIGEND);
        assertThat(registration.endDate()).hasToString("Optional[2026-02-05]");
        assertThat(registration.enrolled()).contains(true);
        assertThat(registration.schoolType()).contains(SchoolType.VMBO);
        assertThat(registration.municipality()).contains("0202");
        assertThat(registration.source()).contains(SourceKind.DUO);
        assertThat(registration.lead()).contains(Lead.SWV);
        assertThat(registration.ageBand()).contains(AgeBand.FROM_12_TO_15);
        assertThat(registration.shielded()).contains(true);
        assertThat(registration.toString()).doesNotContain("r-1");
    }

    @Test
    void semicolonsAndQuotesAreFoundOut() throws Exception {
        List<LineAnswer> answers =
                csv(
                        "generic",
                        "reference;notes;bsn;category;startDate",
                        "r-1;\"a; \"\"b\"\"\nc\";" + BSN + ";DREIGEND;2026-01-05",
                        "r-2;;" + OTHER_BSN + ";DREIGEND;2026-01-05");

        assertThat(answers).extracting(LineAnswer::line).containsExactly(2L, 4L);
        assertThat(accepted(answers.get(1)).reference()).isEqualTo("r-2");
    }

    @Test
    void droppedColumnsAreOnlyCounted() throws Exception {
        String list =
                """
                reference,notes,telefoon,adres,bsn,category,startDate
                r-1,x,06,y,%s,DREIGEND,2026-01-05
                r-2,,06,,%s,DREIGEND,2026-01-05
                """
                        .formatted(BSN, OTHER_BSN);
        ListReader reader =
                ListReader.csv(
                        new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
                        Lists.PROFILES.generic(),
                        Lists.FILE_DATE);

        assertThat(Lists.all(reader)).hasSize(2);
        assertThat(reader.dropped())
                .isEqualTo(
                        Map.of(
                                DroppedKind.FREE_TEXT, 1L,
                                DroppedKind.CONTACT, 2L,
                                DroppedKind.ADDRESS, 1L));
    }

    @Test
    void utf8WithByteOrderMarkAndWindows1252GiveTheSameKey() throws Exception {
        String list =
                """
                reference,birthDate,surname,initials,postcode4,category,startDate
                r-1,2013-05-06,Müller,É.,6811,DREIGEND,2026-01-05
                """;

        MatchingKey marked = key(("\uFEFF" + list).getBytes(StandardCharsets.UTF_8));
        assertThat(key(list.getBytes(StandardCharsets.UTF_8))).isEqualTo(marked);
        assertThat(key(list.getBytes(Charset.forName("windows-1252")))).isEqualTo(marked);
    }

    private static MatchingKey key(byte[] list) throws Exception {
        return accepted(csv("generic", list).getFirst()).keys().getFirst();
    }

    @Test
    void byteThatFitsNoEncodingRefusesItsLineAlone() throws Exception {
        byte[] list =
                (HEADER
                                + "\nr-\u00e91\u00ff,"
                                + BSN
                                + ",DREIGEND,2026-01-05\nr-2,"
                                + OTHER_BSN
                                + ",DREIGEND,2026-01-05\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        // After valid UTF-8 the list cannot be Windows-1252 any more.
        byte[] mixed = concat("\uFEFF".getBytes(StandardCharsets.UTF_8), list);

        List<LineAnswer> answers = csv("generic", mixed);

        assertThat(refused(answers.get(0)))
                .extracting(LineIssue::wrong)
                .contains("has a character that is not text");
        assertThat(accepted(answers.get(1)).reference()).isEqualTo("r-2");
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void allErrorsOfALineAreReportedAtOnceWithoutAnyValue() throws Exception {
        List<LineIssue> issues =
                refused(
                        csv(
                                        "generic",
                                        "reference,bsn,brin,category,startDate,endDate,enrolled",
                                        ",999900007,ZZ99,ziek,31-02-2026,2026-13-01,misschien")
                                .getFirst());

        assertThat(issues)
                .extracting(LineIssue::field)
                .containsExactlyInAnyOrder(
                        "reference", "bsn", "brin", "category", "startDate", "endDate", "enrolled");
        assertThat(issues).allMatch(issue -> issue.line() == 2);
        assertThat(issues.toString())
                .doesNotContain("999900007")
                .doesNotContain("ZZ99")
                .doesNotContain("misschien");
    }

    @Test
    void invalidIdentifierRefusesItsLineThoughAnotherKeyIsComplete() throws Exception {
        assertThat(
                        refused(
                                csv(
                                                "generic",
                                                "reference,bsn,birthDate,surname,initials,"
                                                        + "postcode4,category,startDate",
                                                "r-1,999900007,2013-05-06,Jansen,J.,6811,"
                                                        + "DREIGEND,2026-01-05")
                                        .getFirst()))
                .extracting(LineIssue::field)
                .containsExactly("bsn");
    }

    @Test
    void lineWithoutACompleteKeyIsRefused() throws Exception {
        assertThat(
                        refused(
                                csv(
                                                "generic",
                                                "reference,brin,surname,category,startDate",
                                                "r-1,99ZZ,Jansen,DREIGEND,2026-01-05")
                                        .getFirst()))
                .extracting(LineIssue::field)
                .containsExactly("matching key");
    }

    @Test
    void endBeforeStartIsRefused() throws Exception {
        assertThat(
                        refused(
                                csv(
                                                "generic",
                                                HEADER + ",endDate",
                                                "r-1," + BSN + ",DREIGEND,2026-01-05,2026-01-04")
                                        .getFirst()))
                .extracting(LineIssue::field)
                .containsExactly("endDate");
    }

    @Test
    void whetherAPupilIsShieldedIsNeverGuessed() throws Exception {
        String header = HEADER + ",shielded";
        String line = "r-1," + BSN + ",DREIGEND,2026-01-05,";
        assertThat(accepted(csv("generic", header, line).getFirst()).shielded()).isEmpty();
        assertThat(accepted(csv("generic", header, line + "nee").getFirst()).shielded())
                .contains(false);
        assertThat(refused(csv("generic", header, line + "7").getFirst()))
                .extracting(LineIssue::field)
                .containsExactly("shielded");
    }

    @Test
    void implausibleCombinationsAreWarnings() throws Exception {
        LineAnswer answer =
                csv(
                                "generic",
                                HEADER + ",enrolled,offerDate,schoolType,birthDate",
                                "r-1,"
                                        + BSN
                                        + ",ABSOLUUT_VERZUIM,2026-04-05,true,2026-01-01,GEEN,"
                                        + "1980-01-01")
                        .getFirst();

        assertThat(Lists.warnings(answer))
                .extracting(LineIssue::field)
                .containsExactly("startDate", "offerDate", "enrolled", "schoolType", "birthDate");
    }

    @Test
    void bsnThatLostItsZerosIsRestoredAndReported() throws Exception {
        List<LineAnswer> answers =
                csv(
                        "generic",
                        HEADER,
                        "r-1,10000008,DREIGEND,2026-01-05",
                        "r-2,010000008,DREIGEND,2026-01-05",
                        "r-3,10000009,DREIGEND,2026-01-05");

        assertThat(accepted(answers.get(0)).keys()).isEqualTo(accepted(answers.get(1)).keys());
        assertThat(Lists.warnings(answers.get(0)))
                .extracting(LineIssue::field)
                .containsExactly("bsn");
        assertThat(Lists.warnings(answers.get(1))).isEmpty();
        assertThat(refused(answers.get(2))).hasSize(1);
    }

    @Test
    void referenceThatHoldsTheNumberOfThePupilIsRefused() throws Exception {
        assertThat(
                        refused(
                                csv(
                                                "generic",
                                                HEADER,
                                                "x" + BSN + "," + BSN + ",DREIGEND,2026-01-05")
                                        .getFirst()))
                .extracting(LineIssue::field)
                .containsExactly("reference");
        assertThat(
                        refused(
                                csv(
                                                "generic",
                                                HEADER + ",leerlingnummer",
                                                "L12," + BSN + ",DREIGEND,2026-01-05,l12")
                                        .getFirst()))
                .extracting(LineIssue::field)
                .containsExactly("reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999900006", "A-9999-00006", "9999.00.006", "2026/999900006/b"})
    void signsInAReferenceHideNoNumber(String reference) throws Exception {
        assertThat(
                        refused(
                                csv(
                                                "generic",
                                                HEADER,
                                                reference + "," + BSN + ",DREIGEND,2026-01-05")
                                        .getFirst()))
                .extracting(LineIssue::field)
                .containsExactly("reference");
    }

    @Test
    void lineWithAnotherNumberOfValuesIsRefused() throws Exception {
        List<LineAnswer> answers =
                csv("generic", HEADER, "r-1," + BSN, "r-2," + BSN + ",DREIGEND,2026-01-05,x");

        assertThat(refused(answers.get(0))).extracting(LineIssue::field).containsExactly("line");
        assertThat(answers.get(0).reference()).contains("r-1");
        assertThat(refused(answers.get(1))).extracting(LineIssue::field).containsExactly("line");
    }

    @Test
    void headerIsJudgedWholeWithoutRepeatingIt() {
        assertThatThrownBy(() -> csv("generic", "reference,geheim,bsn,bsn,startDate", "r-1,,,,"))
                .isInstanceOfSatisfying(
                        UnreadableListException.class,
                        e -> {
                            assertThat(e.issues())
                                    .extracting(LineIssue::field)
                                    .containsExactly("column 2", "column 4", "category");
                            assertThat(e.issues().toString()).doesNotContain("geheim");
                        });
    }

    @Test
    void emptyListIsUnreadable() {
        assertThatThrownBy(() -> csv("generic", "")).isInstanceOf(UnreadableListException.class);
        assertThatThrownBy(() -> csv("generic", "\n\n"))
                .isInstanceOf(UnreadableListException.class);
    }

    @Test
    void brokenQuotingEndsTheListAtItsLine() {
        assertThatThrownBy(
                        () ->
                                csv(
                                        "generic",
                                        HEADER,
                                        "r-1," + BSN + ",DREIGEND,2026-01-05",
                                        "\"r-2\"x," + BSN + ",DREIGEND,2026-01-05"))
                .isInstanceOf(UnreadableListException.class)
                .hasMessageNotContaining(BSN);
        assertThatThrownBy(() -> csv("generic", HEADER, "\"r-1," + BSN + ",x,y"))
                .isInstanceOf(UnreadableListException.class)
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasNoCause();
    }

    @Test
    void oversizedRecordEndsTheList() {
        assertThatThrownBy(
                        () ->
                                csv(
                                        "generic",
                                        HEADER + ",notes",
                                        "r-1,"
                                                + BSN
                                                + ",DREIGEND,2026-01-05,\""
                                                + "a".repeat(200_000)
                                                + "\""))
                .isInstanceOf(UnreadableListException.class);
    }

    @Test
    void senderThatBreaksOffIsToldApartFromTheEndOfTheList() throws Exception {
        InputStream brokenOff =
                new SequenceInputStream(
                        new ByteArrayInputStream(
                                (HEADER + "\nr-1," + BSN + ",DREIGEND,2026-01-05\nr-2,")
                                        .getBytes(StandardCharsets.UTF_8)),
                        new BrokenStream());

        ListReader reader = ListReader.csv(brokenOff, Lists.PROFILES.generic(), Lists.FILE_DATE);

        assertThatThrownBy(() -> Lists.all(reader)).isInstanceOf(IOException.class);
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] out, int offset, int length) throws IOException {
            throw new IOException("connection reset");
        }
    }
}
