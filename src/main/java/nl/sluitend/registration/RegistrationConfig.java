package nl.sluitend.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of intake. */
@ConfigMapping(prefix = "sluitend.registration")
public interface RegistrationConfig {

    /**
     * The suite of the points of this node, by its RFC 9497 identifier. Fixed once there are
     * registrations: the identifiers are forgotten, so no point can be made again in another.
     */
    @WithDefault("ristretto255-SHA512")
    String suite();

    /** A directory with profiles of the operator's own, one JSON file each. */
    Optional<Path> mappings();

    /** The most lines that one list may have. */
    @WithDefault("500000")
    int maxLines();

    /** How long an import that has ended can be looked up. */
    @WithDefault("P90D")
    Duration importRetention();

    /** The quota of new distinct points per source system and day that every source has. */
    @WithDefault("1000")
    int smallestQuota();

    /**
     * Whether intake also makes keys of the partial tier, by which pupils are proposed to people.
     * Two more points for each pupil with a name: off unless a convenant asks for them.
     */
    @WithDefault("false")
    boolean partialKeys();
}
