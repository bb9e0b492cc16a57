package nl.sluitend.reconciliation;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The source system that is calling: the OAuth client that its token was given to. */
@RequestScoped
class SourceSystem {

    private static final String CLIENT = "azp";

    private final SecurityIdentity identity;

    SourceSystem(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The client id, under which its registrations are stored.
     *
     * @throws ForbiddenException when the token names no client
     */
    String name() {
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
