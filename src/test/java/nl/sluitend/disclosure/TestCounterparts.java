package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.sluitend.identifier.Oin;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** Counterparts under convenants that exist in these tests alone. */
@ApplicationScoped
class TestCounterparts {

    static final byte[] SEED = MerkleTree.leafHash(new byte[] {42});

    private static final Map<String, Oin> BY_CONVENANT = new ConcurrentHashMap<>();

    /** From now on that party is the counterpart, with the key of {@link #SEED}. */
    static void add(String convenantHash, Oin counterpart) {
        BY_CONVENANT.put(convenantHash, counterpart);
    }

    static byte[] publicKey() {
        return new Ed25519PrivateKeyParameters(SEED).generatePublicKey().getEncoded();
    }

    void answer(@Observes CounterpartLogs asked) {
        Oin counterpart = BY_CONVENANT.get(asked.convenantHash());
        if (counterpart != null) {
            asked.add(counterpart, publicKey());
        }
    }
}
