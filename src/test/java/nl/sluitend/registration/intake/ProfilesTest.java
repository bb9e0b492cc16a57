package nl.sluitend.registration.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {

    @TempDir Path directory;

    @Test
    void ownProfileIsAddedAndMayReplaceOneThatComesWithTheNode() throws Exception {
        write(
                "own.json",
                """
                {"name":"eigen","description":"x","dates":["dd-mm-jjjj"],
                 "columns":{"reference":["zaak"],"bsn":["bsn"],"startDate":["van"]},
                 "constants":{"category":"DREIGEND"}}
                """);

        Profiles profiles = Profiles.load(Optional.of(directory));

        assertThat(profiles.all())
                .extracting(Profile::name)
                .containsExactly(
                        "absoluut-verzuim",
                        "duo-verzuimmelding",
                        "eigen",
                        "generic",
                        "vrijstelling");
    }

    @Test
    void profileThatContradictsItselfIsRefusedByItsFile() throws Exception {
        write(
                "wrong.json",
                """
                {"name":"eigen","description":"x","dates":["dd-mm-jjjj"],
                 "columns":{"reference":["zaak"]}, "required":["startDate"]}
                """);

        assertThatThrownBy(() -> Profiles.load(Optional.of(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrong.json")
                .hasMessageContaining("startDate");
    }

    @Test
    void unknownMemberAndUnknownColumnAreRefused() throws Exception {
        write("a.json", "{\"name\":\"eigen\",\"colums\":{}}");
        assertThatThrownBy(() -> Profiles.load(Optional.of(directory)))
                .hasMessageContaining("a.json");

        write("a.json", "{\"name\":\"eigen\",\"dates\":[\"dd-mm-jjjj\"],\"columns\":{\"x\":[]}}");
        assertThatThrownBy(() -> Profiles.load(Optional.of(directory)))
                .hasMessageContaining("no such column: x");
    }

    @Test
    void directoryThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Profiles.load(Optional.of(directory.resolve("none"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    private void write(String file, String json) throws Exception {
        Files.writeString(directory.resolve(file), json);
    }
}
