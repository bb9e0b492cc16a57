package nl.sluitend.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.SessionState;
import nl.sluitend.psi.Terms;

/**
 * One session as it stands in the database.
 *
 * @param groups elements of each group of the initiator's list; none unless it counts
 * @param ownSize elements of the own list
 * @param peerSize elements of the peer's list, once offered
 * @param matched size of the intersection, once computed; without conflicts, once agreed
 * @param conflicts matches that the PGN lane of the run contradicts
 * @param exposureIndex where the own exposure leaf stands in the own log
 * @param peerLogSize size of the own log's checkpoint that the peer said to know
 * @param settled whether both parties signed the matches
 * @param fieldsSent of how many pupils fields may have left
 * @param fieldsReceived of how many pupils fields came
 * @param reason why it ended, if not by agreement
 * @param abortDue whether the peer still has to be told that we ended it
 */
record Session(
        UUID sid,
        UUID runId,
        SessionState state,
        String lane,
        String convenant,
        Oin counterpart,
        String purpose,
        LocalDate refDate,
        Suite suite,
        String keyVersion,
        int cap,
        List<Integer> groups,
        int ownSize,
        Optional<Integer> peerSize,
        Optional<Integer> matched,
        int conflicts,
        Octets publicKey,
        Octets commitment,
        Octets listRoot,
        Octets commitSalt,
        List<Octets> digests,
        Optional<Octets> offersHash,
        Optional<Long> peerLogSize,
        Optional<Long> exposureIndex,
        Optional<Octets> exposureLeaf,
        Optional<Octets> transcript,
        boolean settled,
        int fieldsSent,
        int fieldsReceived,
        Optional<String> reason,
        boolean abortDue,
        Instant created,
        Instant updated,
        Instant expires) {

    SessionMode mode() {
        return state.mode();
    }

    /** How that party's list is cut. */
    Chunking chunking(Sender sender) {
        boolean grouped =
                mode() instanceof SessionMode.Counts
                        && (sender == Sender.OWN) == (state.role() == Role.INITIATOR);
        int size = sender == Sender.OWN ? ownSize : peerSize.orElseThrow();
        return new Chunking(terms().rounds(), grouped ? groups : List.of(size));
    }

    /** Whether that party's list does not travel: its tags do, with the answers. */
    boolean keepsList(Sender sender) {
        return mode() instanceof SessionMode.OneSided
                && (sender == Sender.OWN) == (state.role() == Role.RESPONDER);
    }

    /** Whether this party learns which of its own pupils the other has too. */
    boolean learnsMatches() {
        return mode() instanceof SessionMode.Mutual || asks();
    }

    /** Whether this party alone learns something, about each pupil of its list. */
    boolean asks() {
        return mode() instanceof SessionMode.OneSided && state.role() == Role.INITIATOR;
    }

    Terms terms() {
        return new Terms(convenant, mode(), lane, suite, keyVersion, cap);
    }

    Octets offers() {
        return offersHash.orElseThrow(
                () -> new IllegalStateException("the offers are not yet both known"));
    }
}
