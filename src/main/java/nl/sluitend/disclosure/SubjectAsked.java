package nl.sluitend.disclosure;

import java.util.ArrayList;
import java.util.List;

/**
 * The question how a pupil of a source system is known in the logs. Fired as an event; whoever
 * keeps registrations adds the keyed points at once. Holds no identifier.
 */
public final class SubjectAsked {

    private final String sourceSystem;
    private final String reference;
    private final List<SubjectRef> subjects = new ArrayList<>();

    SubjectAsked(String sourceSystem, String reference) {
        this.sourceSystem = sourceSystem;
        this.reference = reference;
    }

    /** The source system that gave the reference. */
    public String sourceSystem() {
        return sourceSystem;
    }

    /** How that source system calls its own pupil. */
    public String reference() {
        return reference;
    }

    /** Answers: the pupil has this keyed point. */
    public void add(byte[] point) {
        subjects.add(SubjectRef.pupil(point));
    }

    List<SubjectRef> subjects() {
        return List.copyOf(subjects);
    }

    @Override
    public String toString() {
        return "SubjectAsked[***]";
    }
}
