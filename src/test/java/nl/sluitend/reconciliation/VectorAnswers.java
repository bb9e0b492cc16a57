package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.CountLists;
import nl.sluitend.psi.CountReply;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.SessionMode;

/**
 * The answers of the responder in the test vector of a count, and what the counter makes of them.
 */
final class VectorAnswers {

    private final VectorParty i;
    private final VectorParty r;
    private final SessionMode.Counts mode;
    private final Octets offersHash;
    private final List<Elements> whole = new ArrayList<>();

    VectorAnswers(VectorParty i, VectorParty r, SessionMode.Counts mode, Octets offersHash) {
        this.i = i;
        this.r = r;
        this.mode = mode;
        this.offersHash = offersHash;
        for (int g = 0; g < i.frozen().sections().size(); g++) {
            whole.add(answer(g));
        }
    }

    private Elements answer(int g) {
        Chunking chunking = i.chunking();
        List<Elements> evaluated = new ArrayList<>();
        for (int part = 0; part < chunking.rounds(); part++) {
            int j = g * chunking.rounds() + part;
            Evaluation evaluation = r.evaluate(offersHash, j, i.chunks().get(j));
            evaluated.add(evaluation.points());
        }
        int decoys = mode.noise().decoys();
        try (Scalar s = r.s()) {
            return CountReply.of(
                    r.group,
                    Elements.join(r.terms.suite(), evaluated),
                    i.list().publicKey(),
                    CountLists.decoys(r.group, r.seed().toByteArray(), (g + 1) * decoys)
                            .subList(g * decoys, (g + 1) * decoys)
                            .stream()
                            .map(s::times)
                            .toList(),
                    mode.noise(),
                    r.drawn("answer " + g));
        }
    }

    /** As they travel. */
    List<Elements> parts() {
        List<Elements> parts = new ArrayList<>();
        for (Elements answer : whole) {
            parts.addAll(new Chunking(r.terms.rounds(), answer.size()).cut(answer));
        }
        return parts;
    }

    /** For each group: how many pupils R has too, the noise, and the number that I sees. */
    ArrayNode describe() throws InvalidElementException {
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        Elements theirs = compared();
        for (int g = 0; g < whole.size(); g++) {
            int number = CountReply.count(whole.get(g), theirs, mode.noise());
            var random = r.drawn("answer " + g);
            int noise = mode.noise().draw(random);
            List<Octets> unknown =
                    CountLists.fillers(r.group, mode.noise().decoys(), random)
                            .subList(mode.noise().bound() + noise, mode.noise().decoys());
            groups.addObject()
                    .put("elements", i.frozen().sections().get(g))
                    .put("held", held(g))
                    .put("noise", noise)
                    .put("number", number)
                    .set("unknown", VectorLists.texts(unknown));
        }
        return groups;
    }

    /** R's list under I's key. */
    private Elements compared() throws InvalidElementException {
        try (Scalar k = i.k()) {
            return Elements.of(
                    i.terms.suite(), i.group.multiply(k, r.list().batch().elements().flat()));
        }
    }

    private int held(int g) {
        Set<Octets> keys = new HashSet<>();
        r.pupils().forEach(pupil -> keys.add(pupil.key()));
        Set<Octets> points = new HashSet<>();
        Chunking chunking = i.chunking();
        i.frozen()
                .pupils()
                .subList(
                        chunking.start(g * chunking.rounds()),
                        chunking.start((g + 1) * chunking.rounds()))
                .forEach(pupil -> points.add(pupil.point()));
        return (int)
                i.pupils().stream()
                        .filter(pupil -> points.contains(i.pointOf(pupil)))
                        .filter(pupil -> keys.contains(pupil.key()))
                        .count();
    }
}
