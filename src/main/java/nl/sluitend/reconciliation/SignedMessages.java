package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
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
