package nl.sluitend.disclosure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

/**
 * The settings under {@code sluitend.log}: who watches the logs, and how closely they are checked.
 */
@ConfigMapping(prefix = "sluitend.log")
interface WitnessConfig {

    /** How often witnesses are asked for a cosignature over what is new. */
    @WithDefault("PT1M")
    Duration witnessInterval();

    /**
     * How old the oldest entry that the counterpart has not cosigned may be, before exchanges under
     * that convenant are suspended.
     */
    @WithDefault("PT4H")
    Duration witnessLimit();

    /** When all logs are checked every night, by the clock of the node's time zone. */
    @WithDefault("03:00")
    LocalTime checkAt();

    /** How long a check of all logs may take before it is ended. */
    @WithDefault("PT1H")
    Duration checkLimit();

    /** When receipts are compared with the counterparts' every night. */
    @WithDefault("02:30")
    LocalTime compareAt();

    /** A witness that is neither party, such as a supervisor's. */
    Optional<Neutral> neutralWitness();

    /** The neutral witness. */
    interface Neutral {

        /** Its tlog-witness prefix: {@code https://host/path}. */
        URI url();

        /** Its verifier key (C2SP, Ed25519 cosignature). */
        String vkey();
    }
}
