package nl.sluitend.reconciliation;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Draw;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.SecondEngine;

/** Gets the points of pupils who were drawn out of the node, without telling it who they are. */
final class ReplayDrawing {

    private ReplayDrawing() {}

    /** T of each pupil who was drawn; empty when the node does not prove them. */
    static Optional<List<Octets>> points(
            Draw.Subject subject,
            Octets registrationKey,
            List<MatchingKey> drawn,
            ReplayCheck.Source source,
            SecureRandom random)
            throws IOException {
        Suite suite = subject.suite();
        Group group = Group.of(suite);
        List<Scalar> blinds = drawn.stream().map(_ -> group.randomScalar(random)).toList();
        try {
            List<Elements> blinded = new ArrayList<>();
            for (int i = 0; i < drawn.size(); i++) {
                byte[] key = drawn.get(i).encode();
                blinded.add(
                        Elements.of(
                                suite,
                                group.hashMultiply(blinds.get(i), Mode.VOPRF, List.of(key))));
            }
            ReplayView.Drawn answer =
                    source.draw(
                            subject.sid(),
                            blinded.stream().map(one -> one.get(0).base64Url()).toList());
            var draw =
                    new Draw(
                            Elements.of(suite, flat(suite, answer.elements())),
                            Octets.ofBase64Url(answer.proof()));
            if (!draw.holds(
                    SecondEngine.of(suite),
                    subject,
                    registrationKey,
                    Elements.join(suite, blinded))) {
                return Optional.empty();
            }
            return Optional.of(unblinded(group, blinds, draw.evaluated()));
        } finally {
            blinds.forEach(Scalar::close);
        }
    }

    private static byte[] flat(Suite suite, List<String> elements) {
        var flat = new byte[elements.size() * suite.elementLength()];
        for (int i = 0; i < elements.size(); i++) {
            byte[] element = Octets.ofBase64Url(elements.get(i)).toByteArray();
            if (element.length != suite.elementLength()) {
                throw new IllegalArgumentException("an element of another length");
            }
            System.arraycopy(element, 0, flat, i * element.length, element.length);
        }
        return flat;
    }

    private static List<Octets> unblinded(Group group, List<Scalar> blinds, Elements evaluated) {
        List<Octets> points = new ArrayList<>();
        for (int i = 0; i < blinds.size(); i++) {
            try (Scalar inverse = blinds.get(i).inverse()) {
                points.add(Octets.of(group.multiply(inverse, evaluated.get(i).toByteArray())));
            } catch (InvalidElementException e) {
                throw new IllegalArgumentException("an element is not valid", e);
            }
        }
        return points;
    }
}
