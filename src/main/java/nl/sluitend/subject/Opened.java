package nl.sluitend.subject;

/** What became of entering a request. */
public sealed interface Opened {

    /** It is in the worklist. */
    record Entered(RightsRequest request) implements Opened {}

    /** The source system has no registration with this reference. */
    record NoSuchReference() implements Opened {}

    /**
     * Too many pupils were looked up in the last hour: a stolen session must not be able to try out
     * numbers (protocol review, finding 2).
     *
     * @param perHour how many may be
     */
    record TooMany(int perHour) implements Opened {}
}
