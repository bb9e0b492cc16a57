package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import nl.sluitend.demo.DemoOptions.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoOptionsTest {

    @TempDir private Path folder;

    @Test
    void withoutOptionsTheDemoStaysUpWithItsOwnRegisters() {
        assertThat(DemoOptions.parse())
                .isInstanceOfSatisfying(
                        Parsed.Run.class,
                        run -> {
                            assertThat(run.options().once()).isFalse();
                            assertThat(run.options().data()).isEmpty();
                        });
    }

    @Test
    void everyOptionIsRead() throws Exception {
        for (String name : new String[] {"rbl.csv", "swv-po.csv", "swv-vo.csv"}) {
            Files.writeString(folder.resolve(name), "reference\n");
        }
        Path report = folder.resolve("out.json");
        Path keep = folder.resolve("kept");
        Parsed parsed =
                DemoOptions.parse(
                        "--once",
                        "--report",
                        report.toString(),
                        "--data",
                        folder.toString(),
                        "--keep",
                        keep.toString());
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Parsed.Run.class,
                        run -> {
                            assertThat(run.options().once()).isTrue();
                            assertThat(run.options().report()).contains(report);
                            assertThat(run.options().data()).contains(folder);
                            assertThat(run.options().keep()).contains(keep);
                        });
    }

    @Test
    void helpWinsFromEverythingAfterIt() {
        assertThat(DemoOptions.parse("--help", "--nonsense")).isInstanceOf(Parsed.Help.class);
        assertThat(DemoOptions.HELP).contains("--once", "--report", "--data", "--keep");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertWrong("--onec", "--onec");
    }

    @Test
    void anOptionWithoutItsPathIsNamed() {
        assertWrong("--report", "--report");
        assertWrong("--keep", "--keep", "--once");
    }

    @Test
    void aReportInAMissingFolderIsRefusedBeforeTheDemoStarts() {
        assertWrong("does not exist", "--report", folder.resolve("absent/out.json").toString());
        assertWrong("is a folder", "--report", folder.toString());
    }

    @Test
    void missingDataFilesAreNamed() throws Exception {
        Files.writeString(folder.resolve("rbl.csv"), "reference\n");
        assertWrong("swv-po.csv, swv-vo.csv", "--data", folder.toString());
    }

    @Test
    void aFolderToKeepMustBeEmpty() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "");
        assertWrong("not empty", "--keep", folder.toString());
        assertWrong("not a folder", "--keep", file.toString());
    }

    private static void assertWrong(String part, String... arguments) {
        assertThat(DemoOptions.parse(arguments))
                .isInstanceOfSatisfying(
                        Parsed.Wrong.class, wrong -> assertThat(wrong.message()).contains(part));
    }
}
