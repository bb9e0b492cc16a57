package nl.sluitend.subject;

import java.util.List;

/**
 * What a data subject is told, in plain Dutch (B1): the same on the officer's page and on paper.
 * Names no one who works here.
 *
 * @param number the case number
 * @param controller who tells it
 * @param madeOn the day, in words
 * @param registrations what is held
 * @param told what was compared or disclosed, to whom and why; oldest first
 * @param recipients who received something of the pupil, by what the log proves
 * @param unsure who may know of the pupil though nothing about that is logged, by name
 * @param erased entries of the log of which the pupil's part was erased
 */
public record AccessReport(
        String number,
        String controller,
        String madeOn,
        List<Held> registrations,
        List<Told> told,
        List<Recipient> recipients,
        List<String> unsure,
        long erased) {

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /**
     * One registration.
     *
     * @param title from where it comes
     */
    public record Held(String title, List<Fact> facts) {}

    /**
     * One comparison or disclosure.
     *
     * @param when the moment
     * @param receiver the other party
     * @param what what it learned, in a sentence or two
     * @param why the purpose
     * @param basis the legal basis that the convenant states
     * @param keptUntil until when the log keeps it
     * @param proof where in the log it stands; empty when nothing about the pupil was logged
     */
    public record Told(
            String when,
            String receiver,
            String what,
            String why,
            String basis,
            String keptUntil,
            String proof) {}

    /**
     * Who received something.
     *
     * @param name of the party
     * @param fields names of what it was given, besides that the pupil is known here
     * @param reachable whether the node can tell it of a rectification, erasure or restriction
     */
    public record Recipient(String name, List<String> fields, boolean reachable) {}

    /** Whether nothing at all is held of this person. */
    public boolean isEmpty() {
        return registrations.isEmpty() && told.isEmpty();
    }

    /**
     * Whether it tells that the pupil has a secret address or is in a shelter: who asks for it may
     * be the one from whom that is kept.
     */
    public boolean tellsOfShielded() {
        return registrations.stream()
                .flatMap(held -> held.facts().stream())
                .anyMatch(fact -> fact.name().equals(ReportTexts.SHIELDED));
    }
}
