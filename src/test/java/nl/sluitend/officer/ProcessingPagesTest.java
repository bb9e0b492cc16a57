package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Roles;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class ProcessingPagesTest {

    private static final String UNKNOWN = "3c".repeat(32);

    @Inject DisclosureLog log;

    @Test
    @TestSecurity(user = "fatima", roles = Roles.FG)
    void what_no_convenant_accounts_for_stands_out() {
        Leaf leaf =
                new Leaf(
                        LeafKind.EXPOSURE,
                        Clock.systemUTC().instant(),
                        UNKNOWN,
                        URI.create("urn:sluitend:processing-activity:test:1"),
                        "een doel dat niemand kent",
                        "geen",
                        new Oin(TestNode.OIN),
                        new Oin(TestNode.PEER_OIN),
                        "session-9",
                        Map.of("n", 3),
                        List.of(),
                        Optional.empty());
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                log.append(
                                        LogName.ofConvenant(new Oin(TestNode.OIN), UNKNOWN),
                                        List.of(leaf)));
        given().accept("text/html")
                .get("/privacy/verwerkingsregister")
                .then()
                .statusCode(200)
                .body(containsString("een doel dat niemand kent"))
                .body(containsString("Dit knooppunt kent het convenant niet."));
    }

    @Test
    @TestSecurity(user = "olga", roles = Roles.NODE_OPERATOR)
    void an_operator_sees_how_the_node_is_set_up_and_no_secret() {
        given().accept("text/html")
                .get("/beheer")
                .then()
                .statusCode(200)
                .body(containsString(TestNode.PEER_NAME))
                .body(containsString("Certificaat voor ondertekenen"))
                .body(not(containsString(TestNode.FILES.password())));
        given().accept("text/html").get("/privacy/verwerkingsregister").then().statusCode(403);
    }
}
