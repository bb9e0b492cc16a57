package nl.sluitend.node;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One endpoint and who may use it.
 *
 * @param access role names; or {@code open} alone, or {@code login} alone for whoever is logged in
 * @param consumes media type of a body; JSON where the code does not say
 */
record Endpoint(String method, String path, Set<String> access, String consumes) {

    static final String OPEN = "open";
    static final String LOGIN = "login";

    private static final String JSON = "application/json";

    private static final List<Endpoint> IN_CODE = read();

    /** All endpoints of the node, from its classes. */
    static Stream<Endpoint> inCode() {
        return IN_CODE.stream();
    }

    private static List<Endpoint> read() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("/q/test/"))
                        .importPackages("nl.sluitend")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(Endpoint::of)
                        .toList();
    }

    /** All endpoints of {@code access.txt}: method, path, and who may, separated by blanks. */
    static Stream<Endpoint> inTable() {
        try (InputStream file = Endpoint.class.getResourceAsStream("/access.txt");
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+", -1)))
                    .map(
                            words ->
                                    new Endpoint(
                                            words.get(0),
                                            words.get(1),
                                            new TreeSet<>(words.subList(2, words.size())),
                                            JSON))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String line() {
        return method + " " + path + " " + String.join(" ", new TreeSet<>(access));
    }

    boolean isPage() {
        return !path.startsWith("/v1/") && !path.startsWith("/peer/");
    }

    private static Stream<Endpoint> of(JavaClass type) {
        return type.getMethods().stream()
                .flatMap(method -> httpMethod(method).map(http -> of(type, method, http)).stream());
    }

    private static Endpoint of(JavaClass type, JavaMethod method, String http) {
        String path =
                join(
                        type.getAnnotationOfType(Path.class).value(),
                        method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse(""));
        Optional<Set<String>> own = access(method);
        return new Endpoint(
                http,
                path,
                own.or(() -> access(type)).orElse(Set.of()),
                consumes(method).or(() -> consumes(type)).orElse(JSON));
    }

    private static Optional<String> httpMethod(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType())
                .filter(annotation -> annotation.isAnnotatedWith(HttpMethod.class))
                .map(annotation -> annotation.getAnnotationOfType(HttpMethod.class).value())
                .findFirst();
    }

    private static Optional<String> consumes(HasAnnotations<?> element) {
        return element.tryGetAnnotationOfType(Consumes.class).map(types -> types.value()[0]);
    }

    private static Optional<Set<String>> access(HasAnnotations<?> element) {
        if (element.isAnnotatedWith(PermitAll.class)) {
            return Optional.of(Set.of(OPEN));
        }
        if (element.isAnnotatedWith(Authenticated.class)) {
            return Optional.of(Set.of(LOGIN));
        }
        return element.tryGetAnnotationOfType(RolesAllowed.class)
                .map(roles -> new TreeSet<>(Arrays.asList(roles.value())));
    }

    private static String join(String type, String method) {
        String path = "/" + String.join("/", parts(type, method));
        return path.replaceAll(":\\s*[^{}]*(\\{[^{}]*\\}[^{}]*)*\\}", "}");
    }

    private static List<String> parts(String type, String method) {
        return Stream.of(type, method)
                .map(part -> part.replaceAll("^/|/$", ""))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
