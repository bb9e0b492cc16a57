package nl.sluitend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The handbook for users: what it points to is there, and its pictures are those of the tests. */
class HandbookTest {

    private static final Path HANDBOOK = Path.of("docs", "handleiding");
    private static final Pattern LINK = Pattern.compile("(!?)\\[([^]]*)]\\(([^)]+)\\)");
    private static final long LARGEST = 400_000;

    @Test
    void everyLinkAndPictureIsThereAndEveryPictureHasWords() throws IOException {
        for (Path page : pages()) {
            for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
                Path target = HANDBOOK.resolve(link.group(3));
                assertThat(target).as(page.toString()).exists();
                if (!link.group(1).isEmpty()) {
                    assertThat(link.group(2)).as(page.toString()).isNotBlank();
                    assertThat(Files.size(target)).isLessThan(LARGEST);
                }
            }
        }
    }

    @Test
    void everyPictureIsMadeByATest() throws IOException {
        String tests;
        try (Stream<Path> files = Files.list(Path.of("src/test/java/nl/sluitend/officer"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
            tests = all.toString();
        }
        try (Stream<Path> pictures = Files.list(HANDBOOK.resolve("beelden"))) {
            assertThat(pictures.map(picture -> picture.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(name -> tests.contains("\"" + name.replace(".png", "") + "\""));
        }
    }

    @Test
    void everyPageIsInTheTableOfContents() throws IOException {
        String contents = Files.readString(HANDBOOK.resolve("README.md"));
        assertThat(pages())
                .filteredOn(page -> !page.endsWith("README.md"))
                .isNotEmpty()
                .allMatch(page -> contents.contains("(" + page.getFileName() + ")"));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(HANDBOOK)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }
}
