package nl.sluitend.node;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import nl.sluitend.NodeClient;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/** An endpoint that does not say who may use it is open to nobody. */
@QuarkusTest
class UnannotatedEndpointTest {

    private static final String PATH = "/v1/forgotten";

    /** What a hasty developer might write. */
    @Path(PATH)
    public static class Forgotten {
        @GET
        @Operation(hidden = true)
        public String get() {
            return "open";
        }
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        NodeClient.given().get(PATH).then().statusCode(401);
    }

    @Test
    @TestSecurity(
            user = "somebody",
            roles = {
                "registration-writer",
                "outcome-reader",
                "convenant-manager",
                "case-worker",
                "privacy-officer",
                "fg",
                "node-operator"
            })
    void noRoleOpensIt() {
        NodeClient.given().get(PATH).then().statusCode(403);
    }
}
