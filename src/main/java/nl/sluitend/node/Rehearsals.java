package nl.sluitend.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import nl.sluitend.disclosure.SealingRehearsal;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.OwnProofException;
import nl.sluitend.psi.Rehearsal;
import nl.sluitend.reconciliation.RowsRehearsal;
import nl.sluitend.registration.RegisterRefusedException;
import nl.sluitend.registration.RegisterRehearsal;
import org.jboss.logging.Logger;

/**
 * Rehearses at start what a run does, in the background: the JVM has compiled it then, and a
 * machine that computes wrongly is told before the first run.
 */
@ApplicationScoped
class Rehearsals {

    private static final Logger LOG = Logger.getLogger(Rehearsals.class);

    /** Times, numbers in each list and pupils in each chunk after which it is compiled. */
    private static final int TIMES = 6;

    private static final int NUMBERS = 2048;
    private static final int PUPILS = 4096;

    private final SealingRehearsal sealing;
    private final RowsRehearsal rows;
    private final RegisterRehearsal register;
    private final SecureRandom random;

    Rehearsals(
            SealingRehearsal sealing,
            RowsRehearsal rows,
            RegisterRehearsal register,
            SecureRandom random) {
        this.sealing = sealing;
        this.rows = rows;
        this.register = register;
        this.random = random;
    }

    /** Rehearses everything. */
    void play() {
        boolean sound = true;
        try {
            for (int i = 0; i < TIMES; i++) {
                sound &= Rehearsal.play(Suite.RISTRETTO255_SHA512, NUMBERS, random);
                sound &= sealing.play(PUPILS);
                sound &= rows.play(PUPILS);
                sound &= register.play(PUPILS);
            }
        } catch (OwnProofException e) {
            sound = false;
        } catch (RegisterRefusedException | RuntimeException e) {
            LOG.infof("the rehearsal stopped: %s", e.getMessage());
            return;
        }
        if (sound) {
            LOG.info("the protocol was rehearsed");
        } else {
            LOG.error("the rehearsal of the protocol went wrong: this machine computes wrongly");
        }
    }
}
