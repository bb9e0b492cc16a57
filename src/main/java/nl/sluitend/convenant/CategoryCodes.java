package nl.sluitend.convenant;

import java.util.ArrayList;
import java.util.List;
import nl.sluitend.convenant.Convenant.CategoryDefinition;

/**
 * Asked, as an event, before this party proposes or signs: does the intake put the codes of DUO and
 * of local systems under the same categories as the convenant? Whoever knows answers by {@link
 * #counts}.
 */
public final class CategoryCodes {

    private final List<CategoryDefinition> categories;
    private final List<Finding> findings = new ArrayList<>();

    CategoryCodes(List<CategoryDefinition> categories) {
        this.categories = List.copyOf(categories);
    }

    /**
     * Tells that the intake counts a code under a category.
     *
     * @param code as it is written in a profile of the intake; case, spaces and punctuation do not
     *     count
     */
    public void counts(String code, Category as) {
        for (int i = 0; i < categories.size(); i++) {
            CategoryDefinition category = categories.get(i);
            if (category.code() != as) {
                compare("/categories/" + i + "/duo", category.duo(), code, as);
                compare("/categories/" + i + "/local", category.local(), code, as);
            }
        }
    }

    private void compare(String pointer, List<String> codes, String code, Category as) {
        for (int i = 0; i < codes.size(); i++) {
            if (plain(codes.get(i)).equals(plain(code))) {
                Finding finding =
                        new Finding(
                                pointer + "/" + i,
                                "the intake of this node counts this code as " + as,
                                "Dit knooppunt rekent deze code tot " + as.inDutch() + ".");
                if (!findings.contains(finding)) {
                    findings.add(finding);
                }
            }
        }
    }

    /** Codes that mean one thing here and another thing there. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.toLowerCase(java.util.Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
