package nl.sluitend.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code --name value} pairs of a command. */
record CommandOptions(Map<String, String> given) {

    private static final Set<String> KEYS_OPTIONAL = Set.of("password-file");

    /**
     * Reads the pairs of {@code sluitend keys}; {@code --password-file} is always allowed.
     *
     * @throws UsageException when a required one is missing, or another one is given
     */
    static CommandOptions read(List<String> arguments, Set<String> required) throws UsageException {
        return read("keys", arguments, required, KEYS_OPTIONAL);
    }

    /**
     * Reads the pairs of {@code sluitend <command>}.
     *
     * @throws UsageException when a required one is missing, or one is given that is neither
     *     required nor optional
     */
    static CommandOptions read(
            String command, List<String> arguments, Set<String> required, Set<String> optional)
            throws UsageException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            boolean known = required.contains(name) || optional.contains(name);
            if (!known || i + 1 == arguments.size()) {
                throw new UsageException(
                        "unexpected %s; see sluitend %s --help"
                                .formatted(arguments.get(i), command));
            }
            given.put(name, arguments.get(i + 1));
        }
        for (String name : required) {
            if (given.getOrDefault(name, "").isBlank()) {
                throw new UsageException("--" + name + " is missing");
            }
        }
        return new CommandOptions(given);
    }

    /** The value of an option, empty when it was not given. */
    String get(String name) {
        return given.getOrDefault(name, "");
    }
}
