package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.ConvenantFixture;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.FormInputs;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyRing;
import nl.sluitend.registration.intake.Profile;
import nl.sluitend.registration.intake.Profiles;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** The categories of a convenant and those of the intake mean the same by the same code. */
@QuarkusTest
@TestSecurity(user = "tester", roles = "convenant-manager")
class CategoryCodesTest {

    @Inject KeyRing keys;

    @Test
    void a_code_that_the_intake_counts_under_another_category_is_not_proposed_or_signed() {
        String hash =
                draft(List.of("Langdurig relatief verzuim (LRV)", "iets van onszelf"), List.of());
        refused(hash, "propose", "/categories/0/duo/0");
        refused(hash, "accept", "/categories/0/duo/0");
        refused(
                draft(List.of("absoluut verzuim"), List.of("5 onder a")),
                "propose",
                "/categories/0/local/0");
        NodeClient.given()
                .put(
                        "/v1/convenants/"
                                + draft(List.of("absoluut verzuim"), List.of("x1"))
                                + "/propose")
                .then()
                .statusCode(200);
    }

    @Test
    void every_template_names_codes_that_the_profiles_of_the_node_count_in_the_same_way() {
        List<Profile.CategoryCode> known =
                Profiles.load(Optional.empty()).all().stream()
                        .flatMap(profile -> profile.categoryCodes().stream())
                        .toList();
        assertThat(known).hasSizeGreaterThan(5);
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            FormInputs.form(template)
                    .path("categories")
                    .forEach(
                            category ->
                                    category.path("duo")
                                            .forEach(
                                                    code ->
                                                            assertThat(
                                                                            counted(
                                                                                    known,
                                                                                    code.asText()))
                                                                    .as(code.asText())
                                                                    .containsExactly(
                                                                            category.path("code")
                                                                                    .asText())));
        }
        assertThat(nl.sluitend.convenant.Category.values())
                .extracting(Enum::name)
                .containsExactly(
                        Arrays.stream(nl.sluitend.registration.intake.Category.values())
                                .map(Enum::name)
                                .toArray(String[]::new));
    }

    private static Set<String> counted(List<Profile.CategoryCode> known, String code) {
        return known.stream()
                .filter(one -> plain(one.written()).equals(plain(code)))
                .map(one -> one.category().name())
                .collect(Collectors.toSet());
    }

    private static String plain(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private String draft(List<String> duo, List<String> local) {
        return NodeClient.given()
                .contentType(ContentType.JSON)
                .body(
                        ConvenantFixture.filled(
                                        new Oin(TestNode.OIN),
                                        Base64.getEncoder().encodeToString(keys.logPublicKey()),
                                        new Oin(TestNode.PEER_OIN),
                                        ConvenantFixture.logKey(2))
                                .with("/categories/0/duo", duo)
                                .with("/categories/0/local", local)
                                .with("/informing/text", "Proef " + java.util.UUID.randomUUID())
                                .with("/categories/1/duo", List.of())
                                .json())
                .post("/v1/convenants")
                .then()
                .statusCode(201)
                .extract()
                .path("hash");
    }

    private static ValidatableResponse refused(String hash, String step, String field) {
        return NodeClient.given()
                .put("/v1/convenants/" + hash + "/" + step)
                .then()
                .statusCode(409)
                .body("type", Matchers.equalTo("urn:sluitend:problem:categories-differ"))
                .body("errors.field", Matchers.contains(field));
    }
}
