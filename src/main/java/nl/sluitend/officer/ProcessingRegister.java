package nl.sluitend.officer;

import java.util.List;
import nl.sluitend.disclosure.ProcessingActivity;

/**
 * The register of processing activities (AVG art. 30) of one party, beside what its logs say.
 *
 * @param agreed what the convenants in force say, one for each purpose
 * @param own the activities of the node itself
 * @param deviations what the logs hold and no convenant in force accounts for
 */
public record ProcessingRegister(
        List<Agreed> agreed, List<ProcessingActivity> own, List<Deviation> deviations) {

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /**
     * One processing activity: a purpose of a convenant in force.
     *
     * @param purpose in Dutch
     * @param convenantHash of the convenant
     * @param controller name of this party
     * @param recipient name of the counterpart
     * @param legalBasis as this party states it
     * @param retention of outcomes and of the log
     * @param transfers outside the EEA
     * @param id the URI of the activity
     * @param logged what the log says was done
     */
    public record Agreed(
            String purpose,
            String convenantHash,
            String controller,
            String recipient,
            String dataSubjects,
            String data,
            String legalBasis,
            String retention,
            String transfers,
            String id,
            String logged) {

        /** The page of the convenant. */
        public String address() {
            return "/convenanten/" + convenantHash;
        }

        /** The activity for people, in Dutch. */
        public List<Fact> facts() {
            return List.of(
                    new Fact("Verwerkingsverantwoordelijke", controller),
                    new Fact("Ontvanger", recipient),
                    new Fact("Betrokkenen", dataSubjects),
                    new Fact("Gegevens", data),
                    new Fact("Grondslag, zoals deze partij die noemt", legalBasis),
                    new Fact("Bewaren", retention),
                    new Fact("Doorgifte buiten de EER", transfers),
                    new Fact("Nummer in het register", id),
                    new Fact("Wat er echt gebeurde", logged));
        }
    }

    /**
     * Something in the logs that no convenant in force accounts for.
     *
     * @param address of the convenant; empty when this node does not know it
     */
    public record Deviation(String what, String why, String address) {}
}
