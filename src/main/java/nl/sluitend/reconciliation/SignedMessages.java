package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.psi.RefusalType;

/** Signs what we send and opens what a peer signed. */
@ApplicationScoped
class SignedMessages {

    private final Jws jws;

    SignedMessages(Jws jws) {
        this.jws = jws;
    }

    String sign(byte[] payload) {
        return jws.sign(payload);
    }

    /** What we signed ourselves at that moment; empty when that does not verify. */
    Optional<byte[]> openOwn(String compact, Oin own, Instant signedAt) {
        return switch (jws.verify(compact, own, signedAt)) {
            case JwsVerification.Verified verified -> Optional.of(verified.payload());
            case JwsVerification.Rejected _ -> Optional.empty();
        };
    }

    /**
     * The payload, octets as signed.
     *
     * @throws RefusedException {@code identity-mismatch} unless the peer signed it
     */
    byte[] open(String compact, Oin peer) throws RefusedException {
        return switch (jws.verify(compact, peer)) {
            case JwsVerification.Verified verified -> verified.payload();
            case JwsVerification.Rejected rejected ->
                    throw new RefusedException(
                            RefusalType.IDENTITY_MISMATCH, "signature: " + rejected.detail());
        };
    }
}
