package nl.sluitend.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code --name value} pairs of a command of {@code sluitend keys}. */
record CommandOptions(Map<String, String> given) {

    private static final String PASSWORD_FILE = "password-file";

    /**
     * Reads the pairs; {@code --password-file} is always allowed.
     *
     * @throws UsageException when a required one is missing, or another one is given
     */
    static CommandOptions read(List<String> arguments, Set<String> required) throws UsageException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            boolean known = required.contains(name) || PASSWORD_FILE.equals(name);
            if (!known || i + 1 == arguments.size()) {
                throw new UsageException(
                        "unexpected " + arguments.get(i) + "; see sluitend keys --help");
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
