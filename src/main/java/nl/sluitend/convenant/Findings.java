package nl.sluitend.convenant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nl.sluitend.identifier.Oin;

/** What the rules found wrong with one convenant. */
final class Findings {

    private final Convenant convenant;
    private final List<Finding> found = new ArrayList<>();

    Findings(Convenant convenant) {
        this.convenant = convenant;
    }

    List<Finding> list() {
        return List.copyOf(found);
    }

    void require(boolean holds, String pointer, String expectation, String dutch) {
        if (!holds) {
            found.add(new Finding(pointer, expectation, dutch));
        }
    }

    /** An OIN at this place names one of the two parties. */
    void requireParty(String pointer, Oin oin) {
        require(
                convenant.party(oin).isPresent(),
                pointer,
                "the OIN of one of the parties is expected",
                "Vul het OIN in van één van de twee partijen.");
    }

    static boolean distinct(Stream<?> values) {
        Set<Object> seen = new HashSet<>();
        return values.allMatch(seen::add);
    }
}
