package nl.sluitend.node;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.sluitend.party.Roles;

/**
 * {@code sluitend systems}: admits, lists and withdraws the source systems of a party, in the
 * party's realm in Keycloak. Runs apart from the node, with a key of its own: the node itself has
 * no rights in Keycloak.
 */
public final class SystemsCommand {

    /** The roles that a source system can have; people get theirs in Keycloak itself. */
    static final Set<String> ROLES =
            Set.of(Roles.REGISTRATION_WRITER, Roles.OUTCOME_READER, Roles.CONVENANT_MANAGER);

    private static final String HELP =
            """
            Usage: sluitend systems <command> [options]

              init      --dir DIR
                        makes DIR/operator.key, the key of this command, and DIR/operator.crt, with
                        which your realm knows it (SLUITEND_OPERATOR_CERTIFICATE)
              add       --name NAME --roles ROLE[,ROLE] --public-key FILE | --new-key FILE
                        admits a source system with its public key (certificate, PEM or JWK), or
                        makes a key for it and writes the private one to a new FILE (0600)
              list      the source systems, their roles, and whether they are withdrawn
              withdraw  --name NAME
                        gives it no tokens any more; one that it has lasts five minutes at most

            Roles: registration-writer (delivers registrations), outcome-reader (fetches outcomes),
            convenant-manager (tries, draws up and signs convenants, starts runs: signs for the party).
            Your realm: --issuer URL, or the variable SLUITEND_LOGIN_ISSUER.
            The key of this command: --operator-key FILE, or SLUITEND_OPERATOR_KEY.
            Authority of Keycloak's certificate: --ca FILE (PEM), or SLUITEND_LOGIN_CA; without it
            those of the JDK.
            """;

    private static final Duration CERTIFICATE_VALIDITY = Duration.ofDays(3 * 365);
    private static final Set<String> REALM = Set.of("issuer", "operator-key", "ca");

    private final Map<String, String> environment;
    private final Clock clock;
    private final SecureRandom random;
    private final PrintStream out;
    private final PrintStream err;

    SystemsCommand(
            Map<String, String> environment,
            Clock clock,
            SecureRandom random,
            PrintStream out,
            PrintStream err) {
        this.environment = environment;
        this.clock = clock;
        this.random = random;
        this.out = out;
        this.err = err;
    }

    /** Runs the command; the exit code is 0, or 2 with one line on standard error. */
    public static void main(String[] arguments) {
        SystemsCommand command =
                new SystemsCommand(
                        System.getenv(),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        System.out,
                        System.err);
        System.exit(command.run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            out.print(HELP);
            return arguments.isEmpty() ? 2 : 0;
        }
        try {
            List<String> options = arguments.subList(1, arguments.size());
            switch (arguments.getFirst()) {
                case "init" -> init(read(options, Set.of("dir"), Set.of()));
                case "add" ->
                        add(
                                read(
                                        options,
                                        Set.of("name", "roles"),
                                        union(REALM, Set.of("public-key", "new-key"))));
                case "list" -> list(read(options, Set.of(), REALM));
                case "withdraw" -> withdraw(read(options, Set.of("name"), REALM));
                default -> throw new UsageException("unknown command; see sluitend systems --help");
            }
            return 0;
        } catch (UsageException | KeycloakRefusalException e) {
            err.println("sluitend systems: " + e.getMessage());
        } catch (FileAlreadyExistsException e) {
            err.println("sluitend systems: " + e.getMessage() + " exists; it is never overwritten");
        } catch (NoSuchFileException e) {
            err.println("sluitend systems: there is no file " + e.getMessage());
        } catch (IOException e) {
            err.println("sluitend systems: Keycloak or a file does not answer: " + e);
        } catch (GeneralSecurityException e) {
            err.println("sluitend systems: a key or certificate cannot be read: " + e.getMessage());
        }
        return 2;
    }

    private void init(CommandOptions options) throws IOException, GeneralSecurityException {
        Path directory = Files.createDirectories(Path.of(options.get("dir")));
        CertificateRequest request = CertificateRequest.create(KeycloakAdmin.OPERATOR, random);
        X509Certificate certificate = request.selfSigned(clock.instant(), CERTIFICATE_VALIDITY);
        Path key = directory.resolve("operator.key");
        KeyFiles.writePrivate(key, request.pair().getPrivate());
        Path file = directory.resolve("operator.crt");
        Files.writeString(
                file,
                Base64.getEncoder().encodeToString(certificate.getEncoded()) + "\n",
                StandardOpenOption.CREATE_NEW);
        out.println("made " + key);
        out.println("put into your realm in Keycloak (SLUITEND_OPERATOR_CERTIFICATE): " + file);
    }

    private void add(CommandOptions options)
            throws UsageException, KeycloakRefusalException, IOException, GeneralSecurityException {
        String name = name(options);
        Set<String> roles = new TreeSet<>(Arrays.asList(options.get("roles").split(",", -1)));
        if (!ROLES.containsAll(roles)) {
            throw new UsageException(
                    "--roles: expected " + String.join(" or ", new TreeSet<>(ROLES)));
        }
        String given = options.get("public-key");
        String wanted = options.get("new-key");
        if (given.isEmpty() == wanted.isEmpty()) {
            throw new UsageException("give either --public-key FILE or --new-key FILE");
        }
        try (KeycloakAdmin realm = logIn(options)) {
            if (wanted.isEmpty()) {
                realm.add(name, KeyFiles.readPublic(Path.of(given)), roles);
            } else {
                addWithNewKey(realm, name, roles, Path.of(wanted));
            }
        }
        out.println("admitted " + name + " (" + String.join(", ", roles) + ")");
    }

    private void addWithNewKey(KeycloakAdmin realm, String name, Set<String> roles, Path file)
            throws KeycloakRefusalException, IOException, GeneralSecurityException {
        KeyPair pair = KeyFiles.newPair(random);
        KeyFiles.writePrivate(file, pair.getPrivate());
        try {
            realm.add(name, (ECPublicKey) pair.getPublic(), roles);
        } catch (IOException | KeycloakRefusalException e) {
            Files.delete(file);
            throw e;
        }
        out.println("private key for " + name + ", for its owner alone: " + file);
    }

    private void list(CommandOptions options)
            throws UsageException, KeycloakRefusalException, IOException, GeneralSecurityException {
        List<KeycloakAdmin.SourceSystem> systems;
        try (KeycloakAdmin realm = logIn(options)) {
            systems = realm.list();
        }
        if (systems.isEmpty()) {
            out.println("no source systems");
        }
        for (KeycloakAdmin.SourceSystem system : systems) {
            out.printf(
                    "%s  %s  %s%n",
                    system.name(),
                    system.admitted() ? "admitted" : "withdrawn",
                    String.join(", ", system.roles()));
        }
    }

    private void withdraw(CommandOptions options)
            throws UsageException, KeycloakRefusalException, IOException, GeneralSecurityException {
        String name = name(options);
        try (KeycloakAdmin realm = logIn(options)) {
            realm.withdraw(name);
        }
        out.println("withdrawn " + name + "; a token that it has lasts five minutes at most");
    }

    private KeycloakAdmin logIn(CommandOptions options)
            throws UsageException, KeycloakRefusalException, IOException, GeneralSecurityException {
        String issuer = setting(options, "issuer", "SLUITEND_LOGIN_ISSUER");
        if (!issuer.matches("https://[^?#]+/realms/[A-Za-z0-9._-]+")) {
            throw new UsageException(
                    "--issuer or SLUITEND_LOGIN_ISSUER: expected https://host/realms/name");
        }
        String key = setting(options, "operator-key", "SLUITEND_OPERATOR_KEY");
        if (key.isEmpty()) {
            throw new UsageException("--operator-key or SLUITEND_OPERATOR_KEY is missing");
        }
        String ca = setting(options, "ca", "SLUITEND_LOGIN_CA");
        return KeycloakAdmin.logIn(
                URI.create(issuer),
                KeyFiles.readPrivate(Path.of(key)),
                ca.isEmpty() ? List.of() : List.of(authorities(Path.of(ca))),
                clock);
    }

    private String setting(CommandOptions options, String option, String variable) {
        String given = options.get(option);
        return given.isEmpty() ? environment.getOrDefault(variable, "") : given;
    }

    private static String name(CommandOptions options) throws UsageException {
        String name = options.get("name");
        if (!name.matches("[a-z][a-z0-9-]{1,59}")) {
            throw new UsageException(
                    "--name: expected 2 to 60 lower-case letters, digits and dashes");
        }
        return name;
    }

    private static KeyStore authorities(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        return store;
    }

    private static CommandOptions read(
            List<String> options, Set<String> required, Set<String> optional)
            throws UsageException {
        return CommandOptions.read("systems", options, required, optional);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
