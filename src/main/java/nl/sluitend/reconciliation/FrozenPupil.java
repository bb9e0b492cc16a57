package nl.sluitend.reconciliation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Octets;

/**
 * One pupil of a frozen list.
 *
 * @param position in the sorted batch that was sent
 * @param place in the list that the root covers
 * @param point at rest; kept for 90 days to replay the batch proof
 * @param salt of the entry in the list root
 * @param registrations those that have this point: one pupil
 * @param tag present when the peer has this pupil too
 * @param conflict whether the keys of another lane contradict that
 * @param probable whether it waits for a confirmation by people, as far as the parties said
 */
record FrozenPupil(
        int position,
        int place,
        Octets point,
        Octets salt,
        List<UUID> registrations,
        Optional<Octets> tag,
        boolean conflict,
        boolean probable) {

    FrozenPupil {
        registrations = List.copyOf(registrations);
    }

    /**
     * Whether both parties have this pupil, no other key contradicts it, and no person has to
     * confirm it.
     */
    boolean isMatched() {
        return tag.isPresent() && !conflict && !probable;
    }
}
