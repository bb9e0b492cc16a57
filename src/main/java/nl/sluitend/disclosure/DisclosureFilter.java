package nl.sluitend.disclosure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.sluitend.identifier.Oin;

/**
 * Which entries of the logs are looked for; what is empty does not restrict.
 *
 * @param from recorded at this moment or later
 * @param until recorded before this moment
 * @param convenantHash under this convenant
 * @param counterpart exchanged with this party
 * @param kinds of one of these kinds
 * @param exchangeId of this session or transaction
 * @param purpose for this purpose, in the exact words
 * @param legalBasis on this legal basis, in the exact words
 * @param subjects about any of these persons; empty for whomever
 */
public record DisclosureFilter(
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> convenantHash,
        Optional<Oin> counterpart,
        Set<LeafKind> kinds,
        Optional<String> exchangeId,
        Optional<String> purpose,
        Optional<String> legalBasis,
        List<SubjectRef> subjects) {

    public DisclosureFilter {
        kinds = Set.copyOf(kinds);
        subjects = List.copyOf(subjects);
    }

    /** Everything. */
    public static DisclosureFilter all() {
        return new DisclosureFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Whether it restricts nothing finer than an hour, so not a session or a person either. */
    boolean isOfWholeHours() {
        return Stream.of(from, until)
                        .flatMap(Optional::stream)
                        .allMatch(moment -> moment.equals(moment.truncatedTo(ChronoUnit.HOURS)))
                && exchangeId.isEmpty()
                && subjects.isEmpty();
    }

    /** What was asked for, as the consultation's own leaf records it: never who was looked for. */
    Map<String, Object> describe() {
        Map<String, Object> members = new TreeMap<>();
        from.ifPresent(value -> members.put("from", value.toString()));
        until.ifPresent(value -> members.put("until", value.toString()));
        convenantHash.ifPresent(value -> members.put("convenantHash", value));
        counterpart.ifPresent(value -> members.put("counterpart", value.value()));
        if (!kinds.isEmpty()) {
            members.put("kinds", kinds.stream().map(LeafKind::wireName).sorted().toList());
        }
        exchangeId.ifPresent(value -> members.put("exchangeId", value));
        purpose.ifPresent(value -> members.put("purpose", value));
        legalBasis.ifPresent(value -> members.put("legalBasis", value));
        if (!subjects.isEmpty()) {
            members.put("subject", true);
        }
        return members;
    }
}
