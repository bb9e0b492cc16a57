package nl.sluitend.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, for a machine and for a person (RFC 9457).
 *
 * @param type slug of the problem type, such as {@code not-permitted}; rendered as {@code
 *     urn:sluitend:problem:not-permitted}
 * @param status HTTP status, 400 to 599
 * @param title the same short sentence for every problem of this type
 * @param detail what happened this time and what to do about it; never a pupil's identifier
 * @param errors every field that is wrong, all at once (NL GOV API design rule {@code
 *     error-handling/all-errors}); empty when no field is to blame
 * @param extensions further members, by name
 */
public record Problem(
        String type,
        int status,
        String title,
        String detail,
        List<FieldError> errors,
        Map<String, Object> extensions) {

    /** Media type of a rendered problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What comes before the slug in the rendered {@code type}. */
    public static final String TYPE_PREFIX = "urn:sluitend:problem:";

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a problem has a status from 400 to 599");
        }
        errors = List.copyOf(errors);
        extensions = Map.copyOf(extensions);
    }

    /** A problem without field errors or extensions. */
    public static Problem of(String type, int status, String title, String detail) {
        return new Problem(type, status, title, detail, List.of(), Map.of());
    }

    /** Bad input (400): {@code errors} lists all that is wrong. */
    public static Problem invalidInput(String detail, List<FieldError> errors) {
        return new Problem(
                "invalid-input", 400, "The request is not valid", detail, errors, Map.of());
    }

    /** Nothing is found at the address that was asked for (404). */
    public static Problem notFound(String detail) {
        return of("not-found", 404, "Not found", detail);
    }

    /** This problem with one more member. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(member, value);
        return new Problem(type, status, title, detail, errors, more);
    }

    /** The members in the order in which they are rendered. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", TYPE_PREFIX + type);
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        if (!errors.isEmpty()) {
            members.put("errors", errors);
        }
        extensions.forEach(members::putIfAbsent);
        return members;
    }
}
