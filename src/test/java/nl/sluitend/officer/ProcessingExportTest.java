package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.util.List;
import nl.sluitend.disclosure.ProcessingActivity;
import nl.sluitend.officer.ProcessingRegister.Agreed;
import nl.sluitend.officer.ProcessingRegister.Deviation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The register of processing activities for a spreadsheet. */
class ProcessingExportTest {

    private static final String HASH = "3c".repeat(32);

    @Test
    void every_activity_and_deviation_is_a_line() throws IOException {
        List<NamedCsvRecord> lines = lines("kinderen niet uit het oog verliezen");
        assertThat(lines)
                .extracting(line -> line.getField("section"))
                .containsExactly("convenant", "node", "deviation");
        assertThat(lines.getFirst().getFieldsAsMap())
                .containsEntry("id", "urn:example:1")
                .containsEntry("purpose", "kinderen niet uit het oog verliezen")
                .containsEntry("controller", "Ons bureau")
                .containsEntry("recipient", "De ander")
                .containsEntry("legalBasis", "artikel 6 AVG")
                .containsEntry("retention", "365 dagen")
                .containsEntry("transfers", "geen")
                .containsEntry("convenantHash", HASH)
                .containsEntry("logged", "2 regels");
        assertThat(lines.get(1).getFieldsAsMap())
                .containsEntry("name", "Iets bijhouden")
                .containsEntry("dataSubjects", "leerlingen, medewerkers");
        assertThat(lines.getLast().getFieldsAsMap())
                .containsEntry("logged", "1 regel met niemand")
                .containsEntry("deviation", "Onbekend.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
    void a_text_of_a_convenant_is_no_formula(String purpose) throws IOException {
        assertThat(lines(purpose).getFirst().getField("purpose")).isEqualTo("'" + purpose);
    }

    private static List<NamedCsvRecord> lines(String purpose) throws IOException {
        ProcessingRegister register =
                new ProcessingRegister(
                        List.of(
                                new Agreed(
                                        purpose,
                                        HASH,
                                        "Ons bureau",
                                        "De ander",
                                        "leerlingen",
                                        "koppelsleutel",
                                        "artikel 6 AVG",
                                        "365 dagen",
                                        "geen",
                                        "urn:example:1",
                                        "2 regels")),
                        List.of(
                                new ProcessingActivity(
                                        "urn:example:2",
                                        "Iets bijhouden",
                                        "toezicht",
                                        "artikel 5 AVG",
                                        List.of("leerlingen", "medewerkers"),
                                        "een code",
                                        "een jaar")),
                        List.of(new Deviation("1 regel met niemand", "Onbekend.", "")));
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder()
                        .ofNamedCsvRecord(ProcessingExport.csv("Ons bureau", register))) {
            return csv.stream().toList();
        }
    }
}
