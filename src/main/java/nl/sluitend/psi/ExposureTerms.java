package nl.sluitend.psi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an exposure leaf must say: who may learn, about which list, on what ground. The receiver
 * builds it from the offer and the convenant, reads the other from the leaf, and compares.
 *
 * @param legalBasis the basis that the convenant states for the sender
 * @param sender OIN of the party whose list is exposed
 * @param receiver OIN of the party that it is exposed to
 */
public record ExposureTerms(
        UUID sid,
        Octets offersHash,
        String convenant,
        String purpose,
        String legalBasis,
        String sender,
        String receiver,
        int n,
        Octets listRoot) {

    /** Compares with what the leaf says; empty when it says exactly this. */
    public Optional<Refusal> check(ExposureTerms leaf) {
        List<String> differing = new ArrayList<>();
        differs(differing, "sid", sid, leaf.sid);
        differs(differing, "offersHash", offersHash, leaf.offersHash);
        differs(differing, "convenant", convenant, leaf.convenant);
        differs(differing, "purpose", purpose, leaf.purpose);
        differs(differing, "legalBasis", legalBasis, leaf.legalBasis);
        differs(differing, "sender", sender, leaf.sender);
        differs(differing, "receiver", receiver, leaf.receiver);
        differs(differing, "n", n, leaf.n);
        differs(differing, "listRoot", listRoot, leaf.listRoot);
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                RefusalType.NOT_LOGGED,
                                "the exposure leaf says something else than the offer about "
                                        + String.join(", ", differing)));
    }

    private static void differs(
            List<String> differing, String name, Object expected, Object found) {
        if (!expected.equals(found)) {
            differing.add(name);
        }
    }
}
