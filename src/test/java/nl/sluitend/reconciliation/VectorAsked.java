package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.ListRoot;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.OneSidedAnswer;
import nl.sluitend.psi.ReceivedRoot;
import nl.sluitend.psi.Tags;

/** The answers in the test vector of a MATCH_ONE_SIDED, and what who asks makes of them. */
final class VectorAsked {

    private final VectorParty i;
    private final VectorParty r;
    private final Octets offersHash;
    private final Octets all;
    private final List<Octets> own = new ArrayList<>();

    VectorAsked(VectorParty i, VectorParty r, Octets offersHash) {
        this.i = i;
        this.r = r;
        this.offersHash = offersHash;
        this.all = OneSidedAnswer.tagsOf(offersHash, r.terms.lane(), r.list().batch().elements());
    }

    OneSidedAnswer answer(int j, Evaluation evaluation) throws InvalidElementException {
        var answer =
                new OneSidedAnswer(evaluation.points(), OneSidedAnswer.part(all, r.chunking(), j));
        try (Scalar k = i.k()) {
            own.addAll(
                    OneSidedAnswer.split(answer.ownTags(i.group, k, offersHash, i.terms.lane())));
        }
        return answer;
    }

    /** At each position of the list of who asks. */
    List<Octets> tags() {
        return List.copyOf(own);
    }

    private List<Tags.Match> matches() {
        return Tags.intersect(own, OneSidedAnswer.split(all));
    }

    ArrayNode describe() {
        ArrayNode described = JsonNodeFactory.instance.arrayNode();
        for (Tags.Match match : matches()) {
            int place = i.list().batch().order().get(match.position());
            described
                    .addObject()
                    .put("tag", match.tag().hex())
                    .setAll(i.pupils().get(place).identity());
        }
        return described;
    }

    /** What who asks signs about it. */
    Octets received() {
        Set<Integer> matched = new HashSet<>();
        matches().forEach(match -> matched.add(match.position()));
        List<Integer> order = i.list().batch().order();
        return ListRoot.of(
                IntStream.range(0, order.size())
                        .mapToObj(
                                position ->
                                        ReceivedRoot.entry(
                                                i.salts().get(order.get(position)),
                                                i.frozen()
                                                        .pupils()
                                                        .get(order.get(position))
                                                        .point(),
                                                matched.contains(position)))
                        .toList());
    }
}
