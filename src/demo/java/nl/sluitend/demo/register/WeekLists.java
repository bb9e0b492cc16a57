package nl.sluitend.demo.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The lists that the three parties hold in one week. */
public record WeekLists(
        List<RegisterLine> rbl, List<RegisterLine> swvPo, List<RegisterLine> swvVo) {

    /** The list of one party. */
    public List<RegisterLine> of(DemoParty party) {
        return switch (party) {
            case RBL -> rbl;
            case SWV_PO -> swvPo;
            case SWV_VO -> swvVo;
        };
    }

    /** The lists of all parties after one another. */
    public Stream<RegisterLine> all() {
        return Stream.of(rbl, swvPo, swvVo).flatMap(List::stream);
    }

    /** Writes {@code rbl.csv}, {@code swv-po.csv} and {@code swv-vo.csv} into a directory. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (DemoParty party : DemoParty.values()) {
            Files.writeString(directory.resolve(party.role() + ".csv"), csv(of(party)));
        }
    }

    /** A list in the generic profile: header line, commas, CRLF; no cell needs quotes. */
    public static String csv(List<RegisterLine> lines) {
        StringBuilder csv =
                new StringBuilder(String.join(",", RegisterLine.COLUMNS)).append("\r\n");
        for (RegisterLine line : lines) {
            csv.append(String.join(",", line.cells())).append("\r\n");
        }
        return csv.toString();
    }

    /** A copy whose lists can be changed. */
    WeekLists open() {
        return new WeekLists(new ArrayList<>(rbl), new ArrayList<>(swvPo), new ArrayList<>(swvVo));
    }
}
