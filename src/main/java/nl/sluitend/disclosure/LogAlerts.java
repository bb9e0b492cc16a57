package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import nl.sluitend.party.Alerts;
import org.jboss.logging.Logger;

/** Tells people of what the log cannot solve by itself. Never names a pupil. */
@ApplicationScoped
class LogAlerts {

    private static final Logger LOG = Logger.getLogger(LogAlerts.class);

    /** What is wrong. */
    enum Kind {
        /** A witness knows another or a longer history of one of our logs. */
        LOG_HALTED(
                "log-halted",
                "Dit log staat op alleen-lezen: een getuige kent er meer of iets anders van. Er wordt"
                        + " niets meer verstrekt. Vraag de beheerder om het te herstellen."),
        /** A witness has not cosigned for longer than the limit. */
        WITNESS_ASLEEP(
                "witness-asleep",
                "De andere partij heeft dit log te lang niet medeondertekend. Uitwisselen onder dit"
                        + " convenant ligt stil tot zij dat weer doet."),
        /** A witness refused or answered what does not verify. */
        WITNESS_REFUSED(
                "witness-refused",
                "Een getuige weigert dit log mede te ondertekenen, of antwoordt iets wat niet klopt."),
        /** A counterpart showed a history of its log that contradicts what it showed before. */
        COUNTERPART_FORKED(
                "counterpart-log-forked",
                "De andere partij laat een log zien dat niet past bij wat zij eerder liet zien. Neem"
                        + " contact op met haar functionaris gegevensbescherming."),
        /** A receipt or an entry is missing at one side. */
        RECEIPT_MISSING(
                "receipt-missing",
                "De logs van beide partijen verschillen: bij een van beide ontbreekt een ontvangst, of"
                        + " er staat iets anders."),
        /** The counterpart has not let its receipts be compared for some nights. */
        RECEIPTS_NOT_COMPARED(
                "receipts-not-compared",
                "De andere partij laat haar ontvangstbewijzen al drie nachten niet vergelijken. Neem"
                        + " contact op met haar functionaris gegevensbescherming."),
        /** One of our logs lost entries for good and goes on under another name. */
        LOG_CLOSED(
                "log-closed",
                "Dit log miste regels die een getuige wel kent. Een beheerder heeft het afgesloten; een"
                        + " nieuw log gaat verder. Zoek uit wat er in de ontbrekende regels stond."),
        /** A counterpart lost entries of its log for good and goes on under another name. */
        COUNTERPART_CLOSED(
                "counterpart-log-closed",
                "De andere partij is regels van haar log kwijt en heeft het afgesloten. Vraag haar"
                        + " functionaris gegevensbescherming wat er is gebeurd."),
        /** The scheduled check of a log found something. */
        LOG_NOT_VERIFIED("log-not-verified", "De controle van dit log vond iets dat niet klopt.");

        private final String slug;
        private final String dutch;

        Kind(String slug, String dutch) {
            this.slug = slug;
            this.dutch = dutch;
        }
    }

    /** Where alerts go. */
    @FunctionalInterface
    interface Sink {
        void raise(String kind, String about, String text);
    }

    private final Sink alerts;

    @Inject
    LogAlerts(Alerts alerts) {
        this((Sink) alerts::raise);
    }

    LogAlerts(Sink alerts) {
        this.alerts = alerts;
    }

    /**
     * @param detail for the operator, in the technical log alone
     */
    void raise(Kind kind, LogName log, String detail) {
        LOG.errorf("%s for log %s: %s", kind.slug, log, detail);
        alerts.raise(kind.slug, log.origin(), kind.dutch);
    }
}
