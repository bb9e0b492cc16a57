package nl.sluitend.psi;

import java.util.List;

/**
 * Everything that both parties must have seen alike, in fixed order of roles and never of arrival.
 *
 * @param exposureI leaf hash of the initiator's exposure
 * @param evaluatedI signed octets of the initiator's EVALUATED headers, by round
 */
public record Transcript(
        Octets offersHash,
        Octets saltI,
        Octets saltR,
        Octets exposureI,
        Octets exposureR,
        List<Octets> evaluatedI,
        List<Octets> evaluatedR) {

    public Transcript {
        evaluatedI = List.copyOf(evaluatedI);
        evaluatedR = List.copyOf(evaluatedR);
        if (evaluatedI.size() != evaluatedR.size()) {
            throw new IllegalArgumentException("both parties evaluate in the same rounds");
        }
    }

    /** {@code Hash(LP("sluitend/v1/transcript") …)}. */
    public Octets hash() {
        Hashes hash =
                Hashes.sha256()
                        .lp("sluitend/v1/transcript")
                        .lp(offersHash)
                        .lp(saltI)
                        .lp(saltR)
                        .lp(exposureI)
                        .lp(exposureR);
        for (int j = 0; j < evaluatedI.size(); j++) {
            hash.lp(evaluatedI.get(j)).lp(evaluatedR.get(j));
        }
        return hash.end();
    }
}
