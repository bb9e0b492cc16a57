package nl.sluitend.party;

import java.security.cert.X509Certificate;
import nl.sluitend.identifier.Oin;

/** What came of verifying a JWS. */
public sealed interface JwsVerification {

    /** The signature holds and its signer is the expected party. */
    final class Verified implements JwsVerification {

        private final byte[] payload;
        private final Oin oin;
        private final X509Certificate certificate;

        Verified(byte[] payload, Oin oin, X509Certificate certificate) {
            this.payload = payload.clone();
            this.oin = oin;
            this.certificate = certificate;
        }

        /** The signed bytes, as sent. */
        public byte[] payload() {
            return payload.clone();
        }

        /** Who signed, from the subject serialNumber of the certificate. */
        public Oin oin() {
            return oin;
        }

        /** The certificate of the signer. */
        public X509Certificate certificate() {
            return certificate;
        }
    }

    /**
     * The signature is not accepted.
     *
     * @param reason what kind of check failed
     * @param detail for people; quotes nothing of the payload
     */
    record Rejected(Reason reason, String detail) implements JwsVerification {}

    /** The check that failed. */
    enum Reason {
        /** Not a JWS as {@link Jws} makes them. */
        MALFORMED,
        /** Another algorithm than ES256. */
        ALGORITHM,
        /** The certificate was not valid at the instant asked for. */
        CERTIFICATE_EXPIRED,
        /** The certificate is not issued by an authority of our trust store, or not for signing. */
        CERTIFICATE_NOT_TRUSTED,
        /** The certificate was revoked at that instant, or no revocation list tells. */
        CERTIFICATE_REVOKED,
        /** The certificate names no OIN, or more than one. */
        OIN_MISSING,
        /** Another party signed. */
        OTHER_SIGNER,
        /** The payload or the signature was altered. */
        SIGNATURE_INVALID
    }
}
