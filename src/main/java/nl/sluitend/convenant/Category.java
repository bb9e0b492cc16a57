package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** The categories of thuiszitters in the shared definition, as a convenant names them. */
public enum Category {
    /** Not enrolled at any school although compulsory education applies. */
    ABSOLUUT_VERZUIM(false),
    /** Enrolled, but absent without permission for more than four weeks. */
    LANGDURIG_RELATIEF_VERZUIM(false),
    /**
     * Exempted because the pupil is physically or mentally unable (Leerplichtwet art. 5 onder a).
     */
    VRIJSTELLING_5A(true),
    /** Absent with permission, mostly ill, for more than four weeks. */
    GEOORLOOFD_LANGDURIG(true),
    /** At risk of becoming a thuiszitter. */
    DREIGEND(false),
    /** Follows a programme of care or education outside school. */
    TRAJECT_BUITEN_SCHOOL(true);

    private final boolean special;

    Category(boolean special) {
        this.special = special;
    }

    /**
     * Whether being in this category by itself tells about health (AVG art. 9): a match within such
     * categories alone would tell it to the counterpart.
     */
    public boolean isSpecial() {
        return special;
    }

    /** What it is called in Dutch. */
    public String inDutch() {
        return DutchWords.of("/scope/categories/0", TextNode.valueOf(name()), Map.of());
    }
}
