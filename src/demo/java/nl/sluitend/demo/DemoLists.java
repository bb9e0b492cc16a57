package nl.sluitend.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.sluitend.demo.expected.PlainList;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.demo.register.DuoFiles;
import nl.sluitend.demo.register.RegisterLine;
import nl.sluitend.demo.register.WeekLists;

/**
 * The lists that the parties import on one day, as files and as plain lines. Never written to disk.
 */
final class DemoLists {

    /** One list as a source system sends it. */
    static final class ListFile {

        private final String profile;
        private final byte[] content;

        private ListFile(String profile, byte[] content) {
            this.profile = profile;
            this.content = content;
        }

        static ListFile of(String profile, String text) {
            return new ListFile(profile, text.getBytes(StandardCharsets.UTF_8));
        }

        /** The import profile that knows its columns. */
        String profile() {
            return profile;
        }

        /** The file; not to be changed. */
        byte[] content() {
            return content;
        }
    }

    private static final String GENERIC = "generic";

    private final LocalDate day;
    private final Map<DemoParty, List<ListFile>> files = new EnumMap<>(DemoParty.class);
    private final Map<DemoParty, PlainList> plain = new EnumMap<>(DemoParty.class);

    private DemoLists(LocalDate day) {
        this.day = day;
    }

    /**
     * Fictional lists: at the RBL the three that derive from DUO, at a samenwerkingsverband one in
     * the generic columns.
     */
    static DemoLists of(WeekLists week, LocalDate day) {
        DemoLists lists = new DemoLists(day);
        for (DemoParty party : DemoParty.values()) {
            if (party == DemoParty.RBL) {
                lists.putDuo(party, week.of(party));
            } else {
                lists.put(party, ListFile.of(GENERIC, WeekLists.csv(week.of(party))));
            }
        }
        return lists;
    }

    /** The caller's own: {@code rbl.csv}, {@code swv-po.csv} and {@code swv-vo.csv}. */
    static DemoLists of(Path folder, LocalDate day) throws IOException {
        DemoLists lists = new DemoLists(day);
        for (DemoParty party : DemoParty.values()) {
            byte[] file = Files.readAllBytes(folder.resolve(party.role() + ".csv"));
            lists.put(party, new ListFile(GENERIC, file));
        }
        return lists;
    }

    private void put(DemoParty party, ListFile file) {
        files.put(party, List.of(file));
        plain.put(party, PlainList.read(file.content()));
    }

    private void putDuo(DemoParty party, List<RegisterLine> register) {
        DuoFiles duo = DuoFiles.of(register);
        List<ListFile> lists =
                List.of(
                        ListFile.of("duo-verzuimmelding", duo.meldingen()),
                        ListFile.of("absoluut-verzuim", duo.absoluutVerzuim()),
                        ListFile.of("vrijstelling", duo.vrijstellingen()));
        files.put(party, lists);
        plain.put(party, PlainList.readDuo(lists.stream().map(ListFile::content).toList()));
    }

    /** The day that the lists describe. */
    LocalDate day() {
        return day;
    }

    /** The lists of a party, in the order in which it sends them. */
    List<ListFile> files(DemoParty party) {
        return Objects.requireNonNull(files.get(party));
    }

    PlainList plain(DemoParty party) {
        return Objects.requireNonNull(plain.get(party));
    }
}
