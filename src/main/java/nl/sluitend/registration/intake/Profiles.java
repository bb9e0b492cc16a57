package nl.sluitend.registration.intake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The profiles of this node: those that come with it, and those in a directory of its operator,
 * where a profile with the same name takes the place of one that came with the node.
 */
public final class Profiles {

    /** The profile whose columns are the members of the JSON interface. */
    public static final String GENERIC = "generic";

    private static final List<String> BUILT_IN =
            List.of(GENERIC, "duo-verzuimmelding", "absoluut-verzuim", "vrijstelling");

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final SortedMap<String, Profile> byName = new TreeMap<>();

    private Profiles() {}

    /**
     * Reads all profiles.
     *
     * @param directory holds one JSON file per profile of the operator's own
     * @throws IllegalArgumentException naming the file that is no profile
     */
    public static Profiles load(Optional<Path> directory) {
        Profiles profiles = new Profiles();
        for (String name : BUILT_IN) {
            String resource = "/mappings/" + name + ".json";
            try (InputStream in = Profiles.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalArgumentException("no such profile: " + resource);
                }
                profiles.add(read(resource, in.readAllBytes()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        directory.ifPresent(profiles::addAll);
        return profiles;
    }

    private void addAll(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                add(read(file.toString(), Files.readAllBytes(file)));
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the profiles in " + directory + " cannot be read", unreadable);
        }
    }

    private void add(Profile profile) {
        byName.put(profile.name(), profile);
    }

    /** The profile with this name. */
    public Optional<Profile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The profile of the JSON interface. */
    public Profile generic() {
        return find(GENERIC).orElseThrow();
    }

    /** All profiles by name. */
    public List<Profile> all() {
        return List.copyOf(byName.values());
    }

    private static Profile read(String where, byte[] json) {
        try {
            return MAPPER.readValue(json, WrittenProfile.class).toProfile();
        } catch (IOException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    where + " is not a profile: " + wrong.getMessage(), wrong);
        }
    }
}
