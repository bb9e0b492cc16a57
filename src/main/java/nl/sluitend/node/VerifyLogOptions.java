package nl.sluitend.node;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code sluitend verify-log} was asked.
 *
 * @param place an https address or a folder
 * @param json whether the report is JSON
 * @param known files with checkpoints seen before
 * @param named the other options, by name
 */
record VerifyLogOptions(String place, boolean json, List<Path> known, Map<String, String> named) {

    private static final Set<String> NAMED =
            Set.of(
                    "vkeys",
                    "policy",
                    "proof",
                    "counterpart",
                    "log",
                    "pdf",
                    "token-file",
                    "truststore",
                    "truststore-password-file");

    static VerifyLogOptions read(List<String> arguments) throws UsageException {
        List<String> places = new ArrayList<>();
        List<Path> known = new ArrayList<>();
        Map<String, String> named = new HashMap<>();
        boolean json = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                places.add(argument);
            } else if (argument.equals("--json")) {
                json = true;
            } else {
                String name = argument.substring(2);
                if (!NAMED.contains(name) && !name.equals("known")) {
                    throw new UsageException("unknown option " + argument);
                }
                if (++i == arguments.size()) {
                    throw new UsageException(argument + " needs a value");
                }
                if (name.equals("known")) {
                    known.add(Path.of(arguments.get(i)));
                } else {
                    named.put(name, arguments.get(i));
                }
            }
        }
        if (named.containsKey("proof") && places.isEmpty()) {
            places.add("");
        }
        if (places.size() != 1) {
            throw new UsageException("one address or folder is expected");
        }
        return new VerifyLogOptions(places.getFirst(), json, known, named);
    }

    boolean isAddress() {
        return place.contains("://");
    }

    URI address() throws UsageException {
        try {
            URI address = URI.create(place);
            if ("https".equals(address.getScheme()) && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(place + " is not an address");
        }
        throw new UsageException(place + " is not an https:// address");
    }

    Optional<String> log() {
        return Optional.ofNullable(named.get("log"));
    }

    Optional<Path> vkeys() {
        return path("vkeys");
    }

    /** Who has to have cosigned; empty for the policies that the logs publish themselves. */
    Optional<Path> policy() {
        return path("policy");
    }

    /** A proof file to check instead of logs. */
    Optional<Path> proof() {
        return path("proof");
    }

    /** A folder with the counterpart's logs, to compare receipts with. */
    Optional<Path> counterpart() {
        return path("counterpart");
    }

    /** Where the report goes as PDF. */
    Optional<Path> pdf() {
        return path("pdf");
    }

    Optional<Path> truststore() {
        return path("truststore");
    }

    Optional<String> token() throws IOException, UsageException {
        return secret("token-file");
    }

    Optional<String> truststorePassword() throws IOException, UsageException {
        return secret("truststore-password-file");
    }

    private Optional<String> secret(String name) throws IOException, UsageException {
        Optional<Path> file = path(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isReadable(file.get())) {
            throw new UsageException(file.get() + " cannot be read");
        }
        return Optional.of(Files.readString(file.get(), StandardCharsets.UTF_8).strip());
    }

    private Optional<Path> path(String name) {
        return Optional.ofNullable(named.get(name)).map(Path::of);
    }
}
