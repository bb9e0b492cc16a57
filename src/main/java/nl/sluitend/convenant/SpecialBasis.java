package nl.sluitend.convenant;

import java.util.List;
import nl.sluitend.identifier.Oin;

/**
 * The exception to the prohibition of AVG art. 9 that a party names for itself, so that categories
 * which tell about health may take part in what is learned per pupil; nobody claims that it is
 * right.
 *
 * @param covers categories that tell about health, of the scope
 * @param article the exception in the AVG
 * @param law the law that works it out
 * @param statedBy the person or office that states it for the party
 */
public record SpecialBasis(
        Oin party, List<Category> covers, String article, String law, String statedBy) {

    public SpecialBasis {
        covers = List.copyOf(covers);
    }
}
