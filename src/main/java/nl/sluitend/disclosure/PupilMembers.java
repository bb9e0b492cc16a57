package nl.sluitend.disclosure;

import java.util.List;

/**
 * What a run recorded of one pupil, to stand with others under one leaf.
 *
 * @param personal at least one member; in the log as salted digests only
 * @param subject the pupil
 */
public record PupilMembers(List<PersonalMember> personal, SubjectRef subject) {

    /** The member that names a matched pair, equal at both parties. */
    public static final String CASE = "casusnummer";

    public PupilMembers {
        if (personal.isEmpty()) {
            throw new IllegalArgumentException("something is recorded of each pupil");
        }
        personal = List.copyOf(personal);
    }

    @Override
    public String toString() {
        return "PupilMembers[***]";
    }
}
