package nl.sluitend.party;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceParentTest {

    private static final String SESSION = "0199d2c4-7b1e-7c3a-9f00-000000000001";

    @Test
    void theSessionOfTheAddressIsTheTrace() {
        assertThat(TraceParent.of("/peer/v1/sessions/" + SESSION))
                .hasValueSatisfying(
                        header ->
                                assertThat(header)
                                        .matches(
                                                "00-0199d2c47b1e7c3a9f00000000000001-[0-9a-f]{16}-01"));
        String one = TraceParent.of("/peer/v1/sessions/" + SESSION + "/elements").orElseThrow();
        String other = TraceParent.of("/peer/v1/sessions/" + SESSION + "/result").orElseThrow();
        assertThat(one).isNotEqualTo(other).startsWith(other.substring(0, 36));
        assertThat(one).doesNotContain("-0000000000000000-");
    }

    @Test
    void withoutASessionThereIsNone() {
        assertThat(TraceParent.of("/peer/v1/convenants/" + "ab".repeat(32))).isEmpty();
        assertThat(TraceParent.of("/peer/v1/sessions")).isEmpty();
    }
}
