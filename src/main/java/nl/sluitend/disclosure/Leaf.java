package nl.sluitend.disclosure;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.identifier.Oin;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants recorded. The log adds a sequence number, an id and the time of recording.
 *
 * @param kind what happened
 * @param time when it happened
 * @param convenantHash the convenant; null only in the node log
 * @param processingActivity the versioned URI of the activity in the register of processing
 *     activities
 * @param purpose the purpose, in the words of the convenant
 * @param legalBasis the legal basis that the owner of the log stated
 * @param sender the party from which data leaves
 * @param receiver the party that gets it; null if nobody does
 * @param exchangeId the session or transaction; null outside an exchange
 * @param clear further members that are not personal, readable for whoever may read the log
 * @param personal members that are personal, in the leaf as salted digests only
 * @param subject whom the personal members are about; required when there are any
 */
public record Leaf(
        LeafKind kind,
        Instant time,
        @Nullable String convenantHash,
        URI processingActivity,
        String purpose,
        String legalBasis,
        Oin sender,
        @Nullable Oin receiver,
        @Nullable String exchangeId,
        Map<String, Object> clear,
        List<PersonalMember> personal,
        Optional<SubjectRef> subject) {

    public Leaf {
        if (purpose.isBlank() || legalBasis.isBlank()) {
            throw new IllegalArgumentException("a leaf states its purpose and legal basis");
        }
        if (!personal.isEmpty() && subject.isEmpty()) {
            throw new IllegalArgumentException("personal members need a subject");
        }
        if (personal.stream().map(PersonalMember::name).distinct().count() != personal.size()
                || personal.stream()
                        .anyMatch(member -> member.name().equals(LogEntry.SUBJECT_MEMBER))) {
            throw new IllegalArgumentException(
                    "personal members have different names, none of them 'subject'");
        }
        LeafJson.requireJson(clear);
        clear = Map.copyOf(clear);
        personal = List.copyOf(personal);
    }

    /** The same leaf with other clear members. */
    Leaf with(Map<String, Object> members) {
        return new Leaf(
                kind,
                time,
                convenantHash,
                processingActivity,
                purpose,
                legalBasis,
                sender,
                receiver,
                exchangeId,
                members,
                personal,
                subject);
    }

    /** The same leaf under a convenant, or under none. */
    Leaf under(@Nullable String convenant) {
        return new Leaf(
                kind,
                time,
                convenant,
                processingActivity,
                purpose,
                legalBasis,
                sender,
                receiver,
                exchangeId,
                clear,
                personal,
                subject);
    }

    /** A leaf of the node log: nothing leaves, nobody receives. */
    public static Leaf internal(
            LeafKind kind,
            Instant time,
            URI processingActivity,
            String purpose,
            String legalBasis,
            Oin owner,
            Map<String, Object> clear,
            List<PersonalMember> personal,
            Optional<SubjectRef> subject) {
        return new Leaf(
                kind,
                time,
                null,
                processingActivity,
                purpose,
                legalBasis,
                owner,
                null,
                null,
                clear,
                personal,
                subject);
    }
}
