package nl.sluitend.convenant;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who asks for a step: the same person on the pages and with a token of its own. */
final class SigningPerson {

    private static final String NAME = "preferred_username";

    /** What Keycloak puts before the name of the account of a system. */
    private static final String SYSTEM = "service-account-";

    private SigningPerson() {}

    /** What the login always calls this person; empty for a system, which has no person's name. */
    static Optional<String> of(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return isPerson(token.getClaim(NAME))
                    ? Optional.of(token.getSubject())
                    : Optional.empty();
        }
        return isPerson(identity.getAttribute(NAME))
                ? Optional.of(identity.getPrincipal().getName())
                : Optional.empty();
    }

    private static boolean isPerson(@Nullable Object name) {
        return name instanceof String text && !text.isBlank() && !text.startsWith(SYSTEM);
    }
}
