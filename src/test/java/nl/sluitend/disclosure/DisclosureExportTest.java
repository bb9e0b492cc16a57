package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisclosureExportTest {

    @Test
    void every_sign_that_starts_a_formula_is_neutralised() {
        for (String start : List.of("=", "+", "-", "@", "\t", "\r")) {
            assertThat(DisclosureExport.neutral(start + "x")).isEqualTo("'" + start + "x");
        }
        assertThat(DisclosureExport.neutral("x=1")).isEqualTo("x=1");
        assertThat(DisclosureExport.neutral(null)).isEmpty();
    }
}
