package nl.sluitend.registration.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads lists of tests whole. The numbers start with 9999 and satisfy the 11-test. */
final class Lists {

    static final LocalDate FILE_DATE = LocalDate.of(2026, 3, 1);
    static final String BSN = "999900006";
    static final String OTHER_BSN = "999990007";
    static final Profiles PROFILES = Profiles.load(Optional.empty());

    private Lists() {}

    static List<LineAnswer> csv(String profile, String... lines)
            throws IOException, UnreadableListException {
        return csv(profile, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static List<LineAnswer> csv(String profile, byte[] list)
            throws IOException, UnreadableListException {
        return all(ListReader.csv(new ByteArrayInputStream(list), profile(profile), FILE_DATE));
    }

    static List<LineAnswer> ndjson(String... lines) throws IOException, UnreadableListException {
        byte[] list = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return all(
                ListReader.ndjson(new ByteArrayInputStream(list), PROFILES.generic(), FILE_DATE));
    }

    static List<LineAnswer> all(ListReader reader) throws IOException, UnreadableListException {
        List<LineAnswer> answers = new ArrayList<>();
        for (Optional<LineAnswer> next = reader.next(); next.isPresent(); next = reader.next()) {
            answers.add(next.get());
        }
        return answers;
    }

    static Profile profile(String name) {
        return PROFILES.find(name).orElseThrow();
    }

    static Registration accepted(LineAnswer answer) {
        if (answer instanceof LineAnswer.Accepted(long _, Registration registration, var _)) {
            return registration;
        }
        throw new AssertionError("not accepted: " + answer);
    }

    static List<LineIssue> warnings(LineAnswer answer) {
        if (answer instanceof LineAnswer.Accepted(long _, var _, List<LineIssue> warnings)) {
            return warnings;
        }
        throw new AssertionError("not accepted: " + answer);
    }

    static List<LineIssue> refused(LineAnswer answer) {
        if (answer instanceof LineAnswer.Refused(long _, var _, List<LineIssue> issues)) {
            return issues;
        }
        throw new AssertionError("not refused: " + answer);
    }
}
