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
 * @param recipients who received anything, or may have, by name
 * @param erased entries of the log of which the pupil's part was erased
 */
public record AccessReport(
        String number,
        String controller,
        String madeOn,
        List<Held> registrations,
        List<Told> told,
        List<String> recipients,
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

    /** Whether nothing at all is held of this person. */
    public boolean isEmpty() {
        return registrations.isEmpty() && told.isEmpty();
    }
}
