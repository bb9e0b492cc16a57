package nl.sluitend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.sluitend.demo.NodeProcess;
import org.junit.jupiter.api.Test;

/** What deploy/ ships agrees with what the node reads and demands. */
final class DeploymentTest {

    private static final Path DEPLOY = Path.of("deploy");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void every_way_to_start_the_node_sets_the_jvm_options_that_it_is_tested_and_measured_with()
            throws IOException {
        for (String file :
                List.of(
                        "deploy/systemd/sluitend.service",
                        "deploy/container/Containerfile",
                        "sluitend")) {
            assertThat(Files.readString(Path.of(file))).as(file).contains(NodeProcess.JVM_OPTIONS);
        }
    }

    @Test
    void every_setting_in_the_examples_is_in_the_reference_of_settings() throws IOException {
        String reference = Files.readString(DEPLOY.resolve("configuration.md"));
        Set<String> used = new TreeSet<>();
        for (String file : List.of("compose/node.properties.example", "kubernetes/node.yaml")) {
            Matcher setting =
                    Pattern.compile("^[ #]*((?:sluitend|quarkus)\\.[^=\\s]+)=", Pattern.MULTILINE)
                            .matcher(Files.readString(DEPLOY.resolve(file)));
            while (setting.find()) {
                used.add(setting.group(1).replaceAll("\"\\d{20}\"", "\"OIN\""));
            }
        }
        assertThat(used).hasSizeGreaterThan(8).allSatisfy(s -> assertThat(reference).contains(s));
    }

    @Test
    void the_compose_file_pins_every_image_and_defines_every_secret_that_it_uses()
            throws IOException {
        JsonNode compose = YAML.readTree(DEPLOY.resolve("compose/compose.yaml").toFile());
        Set<String> defined = new TreeSet<>();
        compose.get("secrets").fieldNames().forEachRemaining(defined::add);
        assertThat(compose.get("services").size()).isEqualTo(3);
        for (JsonNode service : compose.get("services")) {
            assertThat(service.get("image").asText()).matches(".+:\\d[\\w.]*");
            for (JsonNode secret : service.path("secrets")) {
                String name = secret.isTextual() ? secret.asText() : secret.get("source").asText();
                assertThat(defined).contains(name);
            }
        }
    }

    @Test
    void keycloak_gets_everything_that_the_realm_asks_for_and_trusts_the_node() throws IOException {
        JsonNode environment =
                YAML.readTree(DEPLOY.resolve("compose/compose.yaml").toFile())
                        .at("/services/keycloak/environment");
        Matcher placeholder =
                Pattern.compile("\\$\\{(SLUITEND_[A-Z_]+)}")
                        .matcher(Files.readString(DEPLOY.resolve("keycloak/sluitend-realm.json")));
        Set<String> asked = new TreeSet<>();
        while (placeholder.find()) {
            asked.add(placeholder.group(1));
        }
        assertThat(asked)
                .hasSizeGreaterThan(3)
                .allSatisfy(name -> assertThat(environment.has(name)).as(name).isTrue());
        assertThat(environment.path("KC_TRUSTSTORE_PATHS").asText()).isNotEmpty();
        assertThat(environment.has("KC_TLS_HOSTNAME_VERIFIER")).isFalse();
    }

    @Test
    void the_cluster_runs_the_node_without_privileges_and_asks_for_its_health() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> all =
                YAML.readerFor(JsonNode.class)
                        .readValues(DEPLOY.resolve("kubernetes/node.yaml").toFile())) {
            all.forEachRemaining(documents::add);
        }
        JsonNode deployment =
                documents.stream()
                        .filter(d -> d.path("kind").asText().equals("Deployment"))
                        .findFirst()
                        .orElseThrow();
        JsonNode pod = deployment.at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        JsonNode node = pod.at("/containers/0");
        assertThat(node.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(node.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(node.at("/" + probe + "/httpGet/path").asText()).startsWith("/q/health/");
        }
        assertThat(deployment.at("/spec/template/metadata/labels"))
                .isEqualTo(deployment.at("/spec/selector/matchLabels"));
    }
}
