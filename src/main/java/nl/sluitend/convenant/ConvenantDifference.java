package nl.sluitend.convenant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What differs between two convenants, member by member, in Dutch. */
public final class ConvenantDifference {

    private static final Locale NL = Locale.of("nl", "NL");

    private ConvenantDifference() {}

    /**
     * One difference.
     *
     * @param pointer the member
     * @param text the difference in one Dutch sentence
     */
    public record Change(String pointer, String text) {}

    /** Every member that differs, in the order of the content. */
    public static List<Change> between(Convenant before, Convenant after) {
        Map<String, Clause> old = leaves(before);
        Map<String, Clause> fresh = leaves(after);
        Set<String> pointers = new LinkedHashSet<>(old.keySet());
        pointers.addAll(fresh.keySet());
        List<Change> changes = new ArrayList<>();
        for (String pointer : pointers) {
            Clause was = old.get(pointer);
            Clause becomes = fresh.get(pointer);
            if (was == null && becomes != null) {
                changes.add(
                        new Change(
                                pointer,
                                "Nieuw is %s: %s.".formatted(quoted(becomes), becomes.words())));
            } else if (was != null && becomes == null) {
                changes.add(
                        new Change(
                                pointer,
                                "%s vervalt; dat was: %s.".formatted(quoted(was), was.words())));
            } else if (was != null && becomes != null && !was.words().equals(becomes.words())) {
                changes.add(
                        new Change(
                                pointer,
                                "%s was %s en wordt %s."
                                        .formatted(quoted(was), was.words(), becomes.words())));
            }
        }
        return changes;
    }

    /** The name of the member, with its row when there may be more of them. */
    private static String quoted(Clause member) {
        String group = FormInputs.group(member.pointer());
        String title = "\u2018" + member.title() + "\u2019";
        return group.matches(".* [0-9]+") ? title + " van " + group.toLowerCase(NL) : title;
    }

    private static Map<String, Clause> leaves(Convenant convenant) {
        Map<String, Clause> leaves = new LinkedHashMap<>();
        ConvenantText.content(convenant).leaves().forEach(leaf -> leaves.put(leaf.pointer(), leaf));
        return leaves;
    }
}
