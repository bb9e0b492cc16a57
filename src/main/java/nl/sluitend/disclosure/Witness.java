package nl.sluitend.disclosure;

import java.net.URI;
import nl.sluitend.party.Counterparty;

/**
 * Who cosigns checkpoints of one of our logs.
 *
 * @param name in the published policy: {@code counterpart} or {@code neutral}
 * @param key with which it cosigns
 * @param place where it is asked
 */
record Witness(String name, VerifierKey key, Place place) {

    /** Where a witness is asked. */
    sealed interface Place {

        /**
         * The node of the counterpart, over mutual TLS.
         *
         * @param party the counterpart
         */
        record Peer(Counterparty party) implements Place {}

        /**
         * A witness that the operator configured.
         *
         * @param prefix the submission and monitoring prefix, without a slash at its end
         */
        record Neutral(URI prefix) implements Place {}
    }
}
