package nl.sluitend.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import nl.sluitend.demo.expected.PlainList;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.demo.register.WeekLists;

/**
 * The lists that the parties import on one day, as files and as plain lines. Never written to disk.
 */
final class DemoLists {

    private final LocalDate day;
    private final Map<DemoParty, byte[]> files = new EnumMap<>(DemoParty.class);
    private final Map<DemoParty, PlainList> plain = new EnumMap<>(DemoParty.class);

    private DemoLists(LocalDate day) {
        this.day = day;
    }

    /** Fictional lists. */
    static DemoLists of(WeekLists week, LocalDate day) {
        DemoLists lists = new DemoLists(day);
        for (DemoParty party : DemoParty.values()) {
            lists.put(party, WeekLists.csv(week.of(party)).getBytes(StandardCharsets.UTF_8));
        }
        return lists;
    }

    /** The caller's own: {@code rbl.csv}, {@code swv-po.csv} and {@code swv-vo.csv}. */
    static DemoLists of(Path folder, LocalDate day) throws IOException {
        DemoLists lists = new DemoLists(day);
        for (DemoParty party : DemoParty.values()) {
            lists.put(party, Files.readAllBytes(folder.resolve(party.role() + ".csv")));
        }
        return lists;
    }

    private void put(DemoParty party, byte[] file) {
        files.put(party, file);
        plain.put(party, PlainList.read(file));
    }

    /** The day that the lists describe. */
    LocalDate day() {
        return day;
    }

    byte[] file(DemoParty party) {
        return Objects.requireNonNull(files.get(party));
    }

    PlainList plain(DemoParty party) {
        return Objects.requireNonNull(plain.get(party));
    }
}
