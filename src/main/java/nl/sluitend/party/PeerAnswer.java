package nl.sluitend.party;

import java.util.Optional;

/** What came of a call to the node of a counterparty. */
public sealed interface PeerAnswer {

    /** The node answered with a status from 200 to 299. */
    final class Answered implements PeerAnswer {

        private final int status;
        private final String contentType;
        private final byte[] body;

        Answered(int status, String contentType, byte[] body) {
            this.status = status;
            this.contentType = contentType;
            this.body = body.clone();
        }

        /** HTTP status. */
        public int status() {
            return status;
        }

        /** Media type of the body, empty when the answer names none. */
        public String contentType() {
            return contentType;
        }

        /** The body, at most as long as the settings allow. */
        public byte[] body() {
            return body.clone();
        }
    }

    /**
     * The node refused.
     *
     * @param type slug of the problem type, without its URN prefix; {@code http-<status>} when the
     *     answer was no problem document
     * @param status HTTP status
     * @param detail what the counterparty says, cut to 500 characters, without control characters
     *     and what could be the number of a pupil; written by the other side, so never markup and
     *     never trusted
     */
    record PeerProblem(String type, int status, String detail) implements PeerAnswer {

        /** Whether the same call may succeed later without anyone changing anything. */
        public boolean isTemporary() {
            return status >= 500 || status == 429 || status == 408;
        }
    }

    /**
     * No answer: nobody listens, TLS failed, or it took too long.
     *
     * @param reason for the operator; names no identifier
     */
    record Unreachable(String reason) implements PeerAnswer {}

    /**
     * The answer is larger than any answer may be; it was not read to its end. Asking again does
     * not help. Problem type {@code too-large}.
     *
     * @param most octets that an answer may have
     */
    record TooLarge(int most) implements PeerAnswer {

        /** For the operator. */
        public String reason() {
            return "too-large: an answer may have at most " + most + " octets";
        }
    }

    /**
     * Somebody else answered: the certificate is trusted and names the host, but not the OIN of the
     * counterparty. Nothing was sent. Problem type {@code identity-mismatch}.
     *
     * @param found OIN in the certificate, if it names one
     */
    record IdentityMismatch(Optional<String> found) implements PeerAnswer {}
}
