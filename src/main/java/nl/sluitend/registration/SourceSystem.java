package nl.sluitend.registration;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sends: the client that the token was given to. */
final class SourceSystem {

    private static final String CLIENT = "azp";

    private SourceSystem() {}

    /**
     * The client id in the token (claim {@code azp}).
     *
     * @throws ForbiddenException when the token names no client
     */
    static String of(SecurityIdentity identity) {
        Object client =
                identity.getPrincipal() instanceof JsonWebToken token
                        ? token.getClaim(CLIENT)
                        : identity.getAttribute(CLIENT);
        if (client instanceof String name && !name.isBlank()) {
            return name;
        }
        throw new ForbiddenException("the token names no client");
    }
}
