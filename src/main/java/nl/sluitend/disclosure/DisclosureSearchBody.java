package nl.sluitend.disclosure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, in the body of a request: nothing about a person stands in an address.
 *
 * @param from recorded at this moment or later, ISO 8601
 * @param until recorded before this moment
 * @param convenant hash of the convenant
 * @param counterpart OIN of the other party
 * @param kinds kinds of entries; none for all
 * @param session number of the session
 * @param purpose purpose, in the words of the convenant
 * @param basis legal basis, in the words of the log
 * @param pupil the pupil, by the reference of its source system
 * @param cursor {@code next} of the page before
 * @param limit entries on a page, 1 to 500
 */
public record DisclosureSearchBody(
        @Nullable String from,
        @Nullable String until,
        @Nullable String convenant,
        @Nullable String counterpart,
        @Nullable List<String> kinds,
        @Nullable String session,
        @Nullable String purpose,
        @Nullable String basis,
        @Nullable Pupil pupil,
        @Nullable String cursor,
        @Nullable Integer limit) {

    private static final int USUAL_PAGE = 50;

    /**
     * A pupil as its source system knows it.
     *
     * @param sourceSystem the name of the source system
     * @param reference how it calls the pupil
     */
    public record Pupil(String sourceSystem, String reference) {
        @Override
        public String toString() {
            return "Pupil[***]";
        }
    }

    /** The filter; what is wrong is collected by the parameters. */
    DisclosureFilter filter(DisclosureParameters parameters, List<SubjectRef> subjects) {
        Set<LeafKind> wanted = new TreeSet<>();
        if (kinds != null) {
            kinds.forEach(kind -> parameters.kind("kinds", kind).ifPresent(wanted::add));
        }
        DisclosureFilter filter =
                new DisclosureFilter(
                        parameters.instant("from", from),
                        parameters.instant("until", until),
                        parameters.convenant("convenant", convenant),
                        parameters.oin("counterpart", counterpart),
                        wanted,
                        Optional.ofNullable(session),
                        Optional.ofNullable(purpose),
                        Optional.ofNullable(basis),
                        subjects);
        parameters.cursor("cursor", cursor);
        return filter;
    }

    String page() {
        return Integer.toString(limit == null ? USUAL_PAGE : limit);
    }
}
