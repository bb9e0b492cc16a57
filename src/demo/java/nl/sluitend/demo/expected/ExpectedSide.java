package nl.sluitend.demo.expected;

import java.util.SortedSet;

/**
 * What one party must find in its own feed of outcomes.
 *
 * @param pupils in scope, each counted once however many registrations it has
 * @param matched references of registrations whose pupil the other party has in scope too
 * @param onlyHere references of registrations in scope whose pupil the other party lacks
 * @param outOfScope references of registrations that the convenant leaves out
 * @param nobodyAnswers references of registrations for which no samenwerkingsverband answers
 * @param keyMissing references of registrations in scope without the matching key
 * @param matchedPupils pupils behind {@code matched}
 */
public record ExpectedSide(
        int pupils,
        SortedSet<String> matched,
        SortedSet<String> onlyHere,
        SortedSet<String> outOfScope,
        SortedSet<String> nobodyAnswers,
        SortedSet<String> keyMissing,
        int matchedPupils) {

    /** Pupils in scope whom the other party lacks. */
    public int onlyHerePupils() {
        return pupils - matchedPupils;
    }
}
