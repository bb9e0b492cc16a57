package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluitend.demo.register.ArnhemRegisters;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.demo.register.RegisterLine;
import nl.sluitend.demo.trace.IdentifierSearch;
import nl.sluitend.demo.trace.Remains;
import nl.sluitend.demo.trace.Trace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * After a demo nothing at rest holds an identifier of a pupil: not the databases, the log files,
 * the exported logs, the metrics, nor the raw files of the database server. Postcodes and initials
 * alone are too short to tell from chance; they are looked for as part of nothing else.
 */
class NothingReadableIT {

    private static final DateTimeFormatter DUTCH = DateTimeFormatter.ofPattern("dd-MM-uuuu");

    private final KeptDemo demo = KeptDemo.get();
    private final IdentifierSearch search = search();
    private final List<Trace> traces = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    @Test
    void noDatabaseHoldsAnIdentifier() throws Exception {
        try (EmbeddedDatabase server =
                EmbeddedDatabase.start(demo.folder().resolve("postgresql"))) {
            for (DemoParty party : DemoParty.values()) {
                String name = party.role().replace('-', '_');
                Remains.ofDatabase(name, server.dataSource(name), this::look);
            }
        }
        assertThat(places)
                .contains("rbl: public.registration", "swv_vo: public.keyed_point")
                .hasSizeGreaterThan(30);
        assertThat(traces).isEmpty();
    }

    @Test
    void noFileThatIsKeptHoldsAnIdentifier() throws Exception {
        Remains.ofFolder(demo.folder(), this::look);
        assertThat(places)
                .contains("rbl/node.log", "swv-po/metrics.txt", "keycloak/keycloak.log")
                .anyMatch(place -> place.startsWith("postgresql/pg_wal/"))
                .anyMatch(place -> place.endsWith("/checkpoint"));
        assertThat(traces).isEmpty();
    }

    @Test
    void neitherWhatThePersonReadNorTheReportHoldsAnIdentifier() throws Exception {
        look("output", demo.output().getBytes(StandardCharsets.UTF_8));
        look("report", demo.report().toString().getBytes(StandardCharsets.UTF_8));
        assertThat(traces).isEmpty();
    }

    @Test
    void theIdentifiersOfEveryPupilAreLookedFor() {
        RegisterLine line = ArnhemRegisters.generate().secondWeek().rbl().getFirst();
        String row = String.join(";", Objects.requireNonNull(line.bsn()), line.surname());
        look("planted", row.getBytes(StandardCharsets.UTF_8));
        assertThat(traces).extracting(Trace::kind).contains("bsn", "surname");
        assertThat(search.size()).isGreaterThan(50_000);
    }

    private void look(String place, byte[] content) {
        places.add(place);
        traces.addAll(search.search(place, content));
    }

    private static IdentifierSearch search() {
        return new IdentifierSearch()
                .with("bsn", values(RegisterLine::bsn))
                .with("leerlingnummer", values(RegisterLine::leerlingnummer))
                .with("surname", values(RegisterLine::surname))
                .with("birth date", values(line -> line.birthDate().toString()))
                .with("birth date", values(line -> DUTCH.format(line.birthDate())));
    }

    private static Set<String> values(Function<RegisterLine, @Nullable String> property) {
        ArnhemRegisters registers = ArnhemRegisters.generate();
        return Stream.concat(registers.firstWeek().all(), registers.secondWeek().all())
                .map(property)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
