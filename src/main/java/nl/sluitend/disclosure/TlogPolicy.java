package nl.sluitend.disclosure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which logs are trusted and which witnesses have to cosign them (C2SP tlog-policy text): lines
 * {@code log}, {@code witness}, {@code group} and {@code quorum}.
 */
public final class TlogPolicy {

    private static final String NONE = "none";

    private final List<VerifierKey> logs = new ArrayList<>();
    private final Map<String, VerifierKey> witnesses = new HashMap<>();
    private final Map<String, Group> groups = new HashMap<>();
    private String quorum = NONE;

    private record Group(int needed, List<String> members) {}

    private TlogPolicy() {}

    /** A policy that asks for no witness. */
    public static TlogPolicy none() {
        return new TlogPolicy();
    }

    /** Reads a policy; a name is defined before it is used. */
    public static TlogPolicy parse(String text) throws LogVerificationException {
        TlogPolicy policy = new TlogPolicy();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (!words[0].isEmpty() && !words[0].startsWith("#")) {
                policy.line(words);
            }
        }
        return policy;
    }

    private void line(String[] words) throws LogVerificationException {
        switch (words[0]) {
            case "log" -> logs.add(VerifierKey.parse(word(words, 1)));
            case "witness" -> {
                VerifierKey key = VerifierKey.parse(word(words, 2));
                if (key.type() != VerifierKey.SignatureType.ED25519_COSIGNATURE) {
                    throw new LogVerificationException("a witness has a cosignature key");
                }
                witnesses.put(fresh(word(words, 1)), key);
            }
            case "group" -> groups.put(fresh(word(words, 1)), group(words));
            case "quorum" -> {
                quorum = word(words, 1);
                if (!quorum.equals(NONE)) {
                    requireKnown(quorum);
                }
            }
            default -> throw new LogVerificationException("an unknown line in a policy");
        }
    }

    private Group group(String[] words) throws LogVerificationException {
        List<String> members = Stream.of(words).skip(3).toList();
        for (String member : members) {
            requireKnown(member);
        }
        String rule = word(words, 2);
        int needed =
                switch (rule) {
                    case "any" -> 1;
                    case "all" -> members.size();
                    default -> {
                        if (!rule.matches("[1-9][0-9]{0,2}")) {
                            throw new LogVerificationException(
                                    "a group asks for any, all or a number");
                        }
                        yield Integer.parseInt(rule);
                    }
                };
        if (members.isEmpty() || needed > members.size()) {
            throw new LogVerificationException("a group asks for more members than it has");
        }
        return new Group(needed, members);
    }

    private static String word(String[] words, int index) throws LogVerificationException {
        if (words.length <= index) {
            throw new LogVerificationException("a line of a policy that is too short");
        }
        return words[index];
    }

    private String fresh(String name) throws LogVerificationException {
        if (name.equals(NONE) || witnesses.containsKey(name) || groups.containsKey(name)) {
            throw new LogVerificationException("a name in a policy is used twice");
        }
        return name;
    }

    private void requireKnown(String name) throws LogVerificationException {
        if (!witnesses.containsKey(name) && !groups.containsKey(name)) {
            throw new LogVerificationException("a policy uses a name that it does not define");
        }
    }

    /** The keys of the logs that it names. */
    public List<VerifierKey> logs() {
        return List.copyOf(logs);
    }

    /** Whether it asks for no witness at all. */
    public boolean asksForNone() {
        return quorum.equals(NONE);
    }

    /**
     * When enough witnesses had cosigned the note; empty if they have not.
     *
     * @throws LogVerificationException if a cosignature of one of its witnesses does not verify
     */
    public Optional<Instant> cosignedAt(SignedNote note) throws LogVerificationException {
        Map<String, Instant> times = new HashMap<>();
        for (Map.Entry<String, VerifierKey> witness : witnesses.entrySet()) {
            Cosignature.verify(witness.getValue(), note)
                    .ifPresent(time -> times.put(witness.getKey(), time));
        }
        return asksForNone() ? Optional.empty() : Optional.ofNullable(reached(quorum, times));
    }

    private @Nullable Instant reached(String name, Map<String, Instant> times) {
        Group group = groups.get(name);
        if (group == null) {
            return times.get(name);
        }
        List<Instant> present = new ArrayList<>();
        for (String member : group.members()) {
            Instant time = reached(member, times);
            if (time != null) {
                present.add(time);
            }
        }
        present.sort(null);
        return present.size() < group.needed() ? null : present.get(group.needed() - 1);
    }
}
