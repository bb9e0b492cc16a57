package nl.sluitend.disclosure;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Tells people of what the log cannot solve by itself. Never names a pupil. */
@ApplicationScoped
class LogAlerts {

    private static final Logger LOG = Logger.getLogger(LogAlerts.class);

    /** What is wrong. */
    enum Kind {
        /** A witness knows another or a longer history of one of our logs. */
        LOG_HALTED("log-halted"),
        /** A witness has not cosigned for longer than the limit. */
        WITNESS_ASLEEP("witness-asleep"),
        /** A witness refused or answered what does not verify. */
        WITNESS_REFUSED("witness-refused"),
        /** A counterpart showed a history of its log that contradicts what it showed before. */
        COUNTERPART_FORKED("counterpart-log-forked"),
        /** A receipt or an entry is missing at one side. */
        RECEIPT_MISSING("receipt-missing"),
        /** The scheduled check of a log found something. */
        LOG_NOT_VERIFIED("log-not-verified");

        private final String slug;

        Kind(String slug) {
            this.slug = slug;
        }
    }

    private final MeterRegistry meters;

    LogAlerts(MeterRegistry meters) {
        this.meters = meters;
    }

    void raise(Kind kind, LogName log, String detail) {
        LOG.errorf("alert %s for log %s: %s", kind.slug, log, detail);
        meters.counter("sluitend.alerts", "kind", kind.slug).increment();
    }
}
