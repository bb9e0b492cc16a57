package nl.sluitend.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint states who may use it, and is in the table that {@link EndpointAccessIT} tries.
 */
final class EndpointRolesTest {

    private static final Set<String> OPEN_PAGES =
            Set.of(
                    "GET /",
                    "GET /afgemeld",
                    "GET /handleiding",
                    "GET /inlogfout",
                    "GET /sessie-verlopen");

    @Test
    void every_endpoint_is_in_the_access_table_with_the_roles_that_its_code_states() {
        assertThat(Endpoint.inCode().map(Endpoint::line).sorted().toList())
                .as("src/test/resources/access.txt must list each endpoint with its roles")
                .isEqualTo(Endpoint.inTable().map(Endpoint::line).sorted().toList());
    }

    @Test
    void no_endpoint_is_open_by_omission() {
        assertThat(Endpoint.inCode().filter(endpoint -> endpoint.access().isEmpty()))
                .as("endpoints without @RolesAllowed, @Authenticated or @PermitAll")
                .isEmpty();
    }

    @Test
    void interfaces_are_never_open_and_pages_only_before_a_login_and_for_the_handbook() {
        assertThat(
                        Endpoint.inCode()
                                .filter(endpoint -> endpoint.access().equals(Set.of("open")))
                                .map(endpoint -> endpoint.method() + " " + endpoint.path())
                                .filter(endpoint -> !endpoint.contains(" /peer/v1")))
                .allMatch(OPEN_PAGES::contains);
    }

    @Test
    void peer_endpoints_are_guarded_by_the_client_certificate_and_by_no_role() {
        assertThat(Endpoint.inCode().filter(endpoint -> endpoint.path().startsWith("/peer/")))
                .allMatch(endpoint -> endpoint.access().equals(Set.of("open")));
    }
}
