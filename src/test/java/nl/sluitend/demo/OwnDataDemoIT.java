package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with lists of the caller's own: every registration is in scope, numbers match. */
class OwnDataDemoIT {

    private static final String HEADER = "reference,bsn,category,startDate,endDate\n";

    @Test
    void listsOfTheCallersOwnAreReconciledByNumberWhateverTheirDates(@TempDir Path folder)
            throws Exception {
        write(
                folder.resolve("rbl.csv"),
                "r1,999900018,LANGDURIG_RELATIEF_VERZUIM,2019-09-02,2019-12-20",
                "r2,999900031,DREIGEND,2026-01-05,",
                "r3,999900031,ABSOLUUT_VERZUIM,2025-01-06,2025-06-06",
                "r4,999900043,ABSOLUUT_VERZUIM,2024-01-08,",
                "r5,999900044,ABSOLUUT_VERZUIM,2024-01-08,");
        write(
                folder.resolve("swv-po.csv"),
                "p1,999900018,GEOORLOOFD_LANGDURIG,2021-09-06,",
                "p2,999900055,DREIGEND,2024-01-08,");
        write(
                folder.resolve("swv-vo.csv"),
                "v1,999900031,TRAJECT_BUITEN_SCHOOL,2020-01-06,2020-03-06",
                "v2,999900018,DREIGEND,2024-01-08,");
        Path report = folder.resolve("out.json");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode =
                Demo.run(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        "--once",
                        "--data",
                        folder.toString(),
                        "--report",
                        report.toString());

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(exitCode).isZero();
        DemoReport result = DemoReport.read(report);
        assertThat(result.nodes().getFirst().registrations()).isEqualTo(4);
        assertThat(result.nodes().getFirst().rejectedLines()).isEqualTo(1);
        DemoReport.Run po = result.runs().getFirst();
        assertThat(po.sizes()).containsExactly(3, 2);
        assertThat(po.matched()).isEqualTo(1);
        assertThat(po.matchedReferences())
                .isEqualTo(Map.of("rbl", List.of("r1"), "swv-po", List.of("p1")));
        DemoReport.Run vo = result.runs().getLast();
        assertThat(vo.matched()).isEqualTo(2);
        assertThat(vo.matchedReferences())
                .isEqualTo(Map.of("rbl", List.of("r1", "r2", "r3"), "swv-vo", List.of("v1", "v2")));
        assertThat(result.secondWeek().runs()).isEmpty();
    }

    private static void write(Path file, String... lines) throws Exception {
        Files.writeString(file, HEADER + String.join("\n", lines) + "\n");
    }
}
