package nl.sluitend.convenant;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.PartyRole;

/**
 * What a party must have in order before a convenant can come into force, as that party states it.
 * The node records it and puts nothing in force without it; it does not judge it.
 *
 * @param controller who is verwerkingsverantwoordelijke (AVG art. 4(7)), in words
 */
public record Formalities(
        String controller, Dpia dpia, FgAdvice fg, Notice notice, Host host, Signatory signatory) {

    /** The data protection impact assessment (AVG art. 35). */
    public record Dpia(LocalDate date, String reference) {}

    /**
     * The advice of the functionaris gegevensbescherming (AVG art. 35(2) and 39).
     *
     * @param contact how anybody reaches the FG; stands in the notice and in the register
     * @param advice what it comes to, in one or two sentences
     */
    public record FgAdvice(String name, String contact, LocalDate date, String advice) {}

    /** The published notice to parents and pupils (AVG art. 14). */
    public record Notice(URI url, LocalDate published) {}

    /**
     * Who runs the node of this party.
     *
     * @param processorAgreement present exactly when that is another organisation (AVG art. 28)
     */
    public record Host(String name, Optional<ProcessorAgreement> processorAgreement) {}

    /** The verwerkersovereenkomst. */
    public record ProcessorAgreement(String reference, LocalDate date) {}

    /**
     * Who signs for the party.
     *
     * @param mandate by which decision this person may sign
     */
    public record Signatory(String name, String mandate) {}

    /** Who drew up the convenant; signs for nobody. */
    public record Drafter(Oin party, String name) {}

    /** How the parties divide responsibility. */
    public enum ControllershipKind {
        /** Each party is controller of its own processing (AVG art. 24). */
        SEPARATE,
        /** The parties are joint controllers (AVG art. 26). */
        JOINT
    }

    /**
     * The division of responsibility.
     *
     * @param arrangement the essence of the arrangement, exactly when it is joint
     */
    public record Controllership(ControllershipKind kind, Optional<String> arrangement) {}

    /** What the parties know may go wrong, and what they do against it. */
    public enum Risk {
        /** One organisation runs the nodes of both parties, and so could compare both lists. */
        SAME_HOST
    }

    /** A safeguard that the parties agreed against a risk. */
    public record Safeguard(Risk risk, String measure) {}

    /** A party that signs the same text and exchanges under a convenant of its own. */
    public record FellowParty(Oin oin, String name, PartyRole role) {}

    /**
     * A school board that is a party to the text. It has no node: it takes part through a register
     * of one of the two parties, and signs on paper.
     *
     * @param brins its schools
     * @param through the party in whose register its pupils stand
     */
    public record SchoolBoard(
            String name,
            List<String> brins,
            Oin through,
            String article,
            String law,
            String statedBy,
            Signatory signatory) {

        public SchoolBoard {
            brins = List.copyOf(brins);
        }
    }

    /** What kind of decision stands behind a party's signature. */
    public enum DecisionKind {
        /** Of a college van burgemeester en wethouders. */
        COLLEGEBESLUIT,
        /** The mandate by which a gemeenschappelijke regeling acts for its municipalities. */
        MANDAAT,
        /** Of the board of a samenwerkingsverband. */
        BESTUURSBESLUIT
    }

    /**
     * The decision that allows a party to sign.
     *
     * @param municipality whose college decided, for a COLLEGEBESLUIT
     */
    public record Decision(
            Oin party,
            DecisionKind kind,
            Optional<String> municipality,
            String reference,
            LocalDate date) {}

    /** Days that may not come after the first day of the convenant, each with its member. */
    Stream<Dated> dated() {
        return Stream.concat(
                Stream.of(
                        new Dated("dpia/date", dpia.date()),
                        new Dated("fg/date", fg.date()),
                        new Dated("notice/published", notice.published())),
                host.processorAgreement().stream()
                        .map(
                                agreement ->
                                        new Dated(
                                                "host/processorAgreement/date", agreement.date())));
    }

    /**
     * A day in the formalities.
     *
     * @param member relative pointer
     */
    record Dated(String member, LocalDate day) {}
}
