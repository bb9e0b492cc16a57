package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluitend.convenant.ConvenantExchangeFixture.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import nl.sluitend.NodeClient;
import nl.sluitend.party.KeyRing;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "coby", roles = "convenant-manager")
final class ConvenantDocumentResourceTest {

    @Inject KeyRing keys;
    @Inject ConvenantSteps steps;

    @Test
    void hands_out_templates_and_takes_them_back_filled_in() {
        NodeClient.given()
                .get("/v1/convenant-templates")
                .then()
                .statusCode(200)
                .body(
                        "code",
                        hasItems(
                                "telling",
                                "afstemming",
                                "eenzijdig",
                                "gegevensdeling",
                                "drie-partijen"));
        byte[] form = NodeClient.given().get("/v1/convenant-templates/telling").asByteArray();
        assertThat(form).isEqualTo(ConvenantTemplate.TELLING.form());
        NodeClient.given()
                .contentType("application/yaml")
                .body(form)
                .post("/v1/convenants")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("/parties/0/oin"))
                .body("errors.message", hasItem(startsWith("Eerste dag is leeg")));
        NodeClient.given()
                .contentType("application/yaml")
                .body(fresh(keys).toString().getBytes(UTF_8))
                .post("/v1/convenants")
                .then()
                .statusCode(201);
        NodeClient.given().get("/v1/convenant-templates/anders").then().statusCode(404);
    }

    @Test
    void refuses_dangerous_yaml_and_a_hundred_megabytes() {
        NodeClient.given()
                .contentType("application/yaml")
                .body("a: &a [x]\nb: *a".getBytes(UTF_8))
                .post("/v1/convenants")
                .then()
                .statusCode(400)
                .body("errors[0].message", containsString("ankers"));
        byte[] large = new byte[100_000_000];
        java.util.Arrays.fill(large, (byte) ' ');
        for (String type : List.of("application/json", "application/yaml")) {
            assertThat(
                            NodeClient.given()
                                    .contentType(type)
                                    .body(large)
                                    .post("/v1/convenants")
                                    .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void shows_every_document_as_html_and_as_pdf() {
        String hash = steps.draft(fresh(keys).json()).convenant().hash();
        for (String document : List.of("convenant", "verwerkingsregister", "informatie", "dpia")) {
            get(hash, document, "text/html")
                    .then()
                    .statusCode(200)
                    .body(containsString("RBL Test"));
            Response pdf = get(hash, document, "application/pdf");
            assertThat(pdf.statusCode()).isEqualTo(200);
            assertThat(new String(pdf.asByteArray(), 0, 5, UTF_8)).isEqualTo("%PDF-");
        }
        get(hash, "verschil", "text/html").then().statusCode(404);
        get(hash, "anders", "text/html").then().statusCode(404);
        get("0".repeat(64), "convenant", "text/html").then().statusCode(404);
        String next =
                steps.draft(
                                fresh(keys)
                                        .with("/predecessor", hash)
                                        .with("/caps/maxElements", 3000)
                                        .json())
                        .convenant()
                        .hash();
        get(next, "verschil", "text/html")
                .then()
                .statusCode(200)
                .body(containsString("was 2000 en wordt 3000"));
        get(hash, "verschil?with=" + next, "text/html")
                .then()
                .statusCode(200)
                .body(containsString("was 3000 en wordt 2000"));
        get(hash, "verschil?with=" + "0".repeat(64), "text/html").then().statusCode(404);
        String unreadable =
                steps.draft(fresh(keys).with("/text/digest", "a".repeat(64)).json())
                        .convenant()
                        .hash();
        get(unreadable, "convenant", "text/html").then().statusCode(409);
        NodeClient.given()
                .put("/v1/convenants/" + unreadable + "/propose")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:unsupported"));
    }

    @Test
    void lists_page_by_page_without_missing_or_repeating_one() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(steps.draft(fresh(keys).json()).convenant().hash());
        }
        List<String> read = new ArrayList<>();
        String address = "/v1/convenants?limit=2";
        while (address != null) {
            Response page = NodeClient.given().get(address);
            read.addAll(page.jsonPath().getList("hash", String.class));
            String link = page.header("Link");
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(read).containsAll(made).doesNotHaveDuplicates();
        NodeClient.given().get("/v1/convenants?limit=0").then().statusCode(400);
        NodeClient.given().get("/v1/convenants?limit=201").then().statusCode(400);
    }

    private static Response get(String hash, String document, String type) {
        return NodeClient.given()
                .accept(type)
                .get("/v1/convenants/" + hash + "/documents/" + document);
    }
}
