package nl.sluitend.registration;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Suite;
import nl.sluitend.registration.intake.Profiles;

/**
 * Turns the settings of intake into what it works with, and stops the start when they are wrong.
 */
final class RegistrationSettings {

    @Produces
    @Singleton
    @Startup
    Profiles profiles(RegistrationConfig config) {
        return Profiles.load(config.mappings());
    }

    /** The group of the suite of this node. */
    @Produces
    @Singleton
    @Startup
    Group group(RegistrationConfig config) {
        return Suite.find(config.suite())
                .map(Group::of)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "sluitend.registration.suite: must be"
                                                + " ristretto255-SHA512 or P256-SHA256"));
    }
}
