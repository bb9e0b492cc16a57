package nl.sluitend.party;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void aTraceParentNamesTraceAndCaller() {
        Operation read = Operation.parse("00-" + TRACE + "-" + SPAN + "-00").orElseThrow();

        assertThat(read.traceId()).isEqualTo(TRACE);
        assertThat(read.parentSpanId()).hasValue(SPAN);
    }

    @Test
    void aLaterVersionMayHaveMoreBehindIt() {
        assertThat(Operation.parse("01-" + TRACE + "-" + SPAN + "-01-more")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
            })
    void anythingElseIsNoTrace(String header) {
        assertThat(Operation.parse(header)).isEmpty();
    }
}
