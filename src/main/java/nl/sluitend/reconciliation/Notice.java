package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import nl.sluitend.convenant.SharedField;
import nl.sluitend.psi.Octets;

/**
 * Tells a recipient that what it received of a pupil was put right, erased or restricted: signed by
 * whoever gave it.
 *
 * @param id chosen by the sender
 * @param convenant hash of the convenant
 * @param sid a session in which the pair matched
 * @param tag of the pair in that session, 16 octets
 * @param fields names of the fields that it is about, ascending; none when it is about the
 *     registration as a whole
 * @param at when, UTC, whole seconds
 */
record Notice(
        UUID id,
        String convenant,
        UUID sid,
        Octets tag,
        NoticeKind kind,
        List<String> fields,
        Instant at) {

    private static final int TAG_LENGTH = 16;

    Notice {
        if (tag.length() != TAG_LENGTH) {
            throw new IllegalArgumentException("tag must be 16 octets");
        }
        fields = List.copyOf(fields);
        if (!fields.stream().allMatch(name -> SharedField.find(name).isPresent())
                || !List.copyOf(new TreeSet<>(fields)).equals(fields)) {
            throw new IllegalArgumentException(
                    "fields must be names of fields, ascending, each once");
        }
    }
}
