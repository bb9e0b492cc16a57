package nl.sluitend.node;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.CertificateOin;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.KeyStoreFile;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;

/**
 * {@code sluitend keys}: makes and shows the key store of a node, without starting the node. Prints
 * public facts only; the password comes from a file or the environment, never as an argument.
 */
public final class KeysCommand {

    /** Variable with the password; the node itself reads the same one. */
    static final String PASSWORD_VARIABLE = "SLUITEND_PARTY_KEYSTORE_PASSWORD";

    private static final String FILE_NAME = "keystore.p12";
    private static final int MIN_PASSWORD = 16;
    private static final Duration LOGIN_VALIDITY = Duration.ofDays(3 * 365);
    private static final String HELP =
            """
            Usage: sluitend keys <command> [options]

              init    --oin OIN --name NAME --host HOST --dir DIR
                      makes DIR/keystore.p12 with new keys and secrets, the requests
                      DIR/tls.csr and DIR/signing.csr for your certificate authority, and
                      DIR/login.crt, with which your realm in Keycloak knows this node
              import  --dir DIR --entry tls|signing --chain FILE
                      puts the issued certificate and its intermediates (PEM, own one first)
                      into the key store
              show    --dir DIR
                      what the key store holds: certificates, ages, the public key of the log

            Password: --password-file FILE, or the variable %s.
            """
                    .formatted(PASSWORD_VARIABLE);

    private final Map<String, String> environment;
    private final Clock clock;
    private final SecureRandom random;
    private final PrintStream out;
    private final PrintStream err;

    KeysCommand(
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
        KeysCommand command =
                new KeysCommand(
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
                case "init" ->
                        init(CommandOptions.read(options, Set.of("oin", "name", "host", "dir")));
                case "import" ->
                        importChain(CommandOptions.read(options, Set.of("dir", "entry", "chain")));
                case "show" -> show(CommandOptions.read(options, Set.of("dir")));
                default -> throw new UsageException("unknown command; see sluitend keys --help");
            }
            return 0;
        } catch (UsageException | KeyStoreException e) {
            err.println("sluitend keys: " + e.getMessage());
        } catch (IOException e) {
            err.println("sluitend keys: cannot read or write " + e.getMessage());
        } catch (GeneralSecurityException e) {
            err.println("sluitend keys: " + e.getMessage());
        }
        return 2;
    }

    private void init(CommandOptions options)
            throws UsageException, KeyStoreException, IOException, GeneralSecurityException {
        Oin oin =
                switch (Oin.parse(options.get("oin"))) {
                    case Checked.Valid<Oin>(Oin valid) -> valid;
                    case Checked.Invalid<Oin>(String expectation) ->
                            throw new UsageException("--oin: expected " + expectation);
                };
        Path directory = Files.createDirectories(Path.of(options.get("dir")));
        Path path = directory.resolve(FILE_NAME);
        if (Files.exists(path)) {
            throw new UsageException(path + " exists; it is never overwritten");
        }
        String host = options.get("host");
        KeyStoreFile file = KeyStoreFile.create(path, password(options));
        for (String entry : List.of(KeyRing.TLS, KeyRing.SIGNING)) {
            CertificateRequest request =
                    CertificateRequest.create(oin, options.get("name"), host, random);
            file.putKeyPair(
                    entry,
                    request.pair().getPrivate(),
                    List.of(request.placeholder(clock.instant())));
            Files.writeString(
                    directory.resolve(entry + ".csr"),
                    request.pem(entry.equals(KeyRing.TLS) ? List.of(host) : List.of()),
                    StandardOpenOption.CREATE_NEW);
        }
        CertificateRequest login =
                CertificateRequest.create(oin, options.get("name"), host, random);
        X509Certificate pinned = login.selfSigned(clock.instant(), LOGIN_VALIDITY);
        file.putKeyPair(KeyRing.LOGIN, login.pair().getPrivate(), List.of(pinned));
        Files.writeString(
                directory.resolve("login.crt"),
                Base64.getEncoder().encodeToString(pinned.getEncoded()) + "\n",
                StandardOpenOption.CREATE_NEW);
        for (String secret :
                List.of(KeyRing.WRAP, KeyRing.MAC, KeyRing.LOG, KeyRing.registrationAlias(1))) {
            byte[] bytes = new byte[KeyRing.SECRET_LENGTH];
            random.nextBytes(bytes);
            file.putSecret(secret, bytes);
        }
        file.save();
        out.println("made " + path);
        out.println("send to your authority: " + directory.resolve("tls.csr"));
        out.println("send to your authority: " + directory.resolve("signing.csr"));
        out.println(
                "put into your realm in Keycloak (SLUITEND_LOGIN_CERTIFICATE): "
                        + directory.resolve("login.crt"));
        printLogKey(path, options);
        out.println("Keep a copy of the key store apart from every copy of the database.");
    }

    private void importChain(CommandOptions options)
            throws UsageException, KeyStoreException, IOException, GeneralSecurityException {
        String entry = options.get("entry");
        if (!Set.of(KeyRing.TLS, KeyRing.SIGNING).contains(entry)) {
            throw new UsageException("--entry: expected tls or signing");
        }
        Path path = Path.of(options.get("dir")).resolve(FILE_NAME);
        List<X509Certificate> chain = certificates(Path.of(options.get("chain")));
        X509Certificate own = chain.getFirst();
        String problem =
                KeyStoreFile.change(
                        path,
                        password(options),
                        file -> {
                            PrivateKey key = file.privateKey(entry);
                            if (!belongTogether(key, own)) {
                                return "the first certificate is not for the key of entry " + entry;
                            }
                            if (!CertificateOin.of(own)
                                    .equals(CertificateOin.of(file.chain(entry).getFirst()))) {
                                return "the certificate must name the OIN of this key store once,"
                                        + " as serialNumber of its subject";
                            }
                            file.putKeyPair(entry, key, chain);
                            return "";
                        });
        if (!problem.isEmpty()) {
            throw new UsageException(problem);
        }
        out.println(
                "entry "
                        + entry
                        + ": "
                        + chain.size()
                        + " certificate(s), valid until "
                        + own.getNotAfter().toInstant());
        out.println("A running node uses it after its next start.");
    }

    private void show(CommandOptions options)
            throws UsageException, KeyStoreException, IOException {
        Path path = Path.of(options.get("dir")).resolve(FILE_NAME);
        KeyStoreFile file = KeyStoreFile.open(path, password(options));
        for (String alias : file.aliases()) {
            out.println(
                    alias
                            + file.changedAt(alias).map(this::age).orElse("")
                            + (Set.of(KeyRing.TLS, KeyRing.SIGNING).contains(alias)
                                    ? describe(file.chain(alias).getFirst())
                                    : ""));
        }
        printLogKey(path, options);
    }

    private String age(Instant since) {
        return ", made "
                + since
                + ", "
                + Duration.between(since, clock.instant()).toDays()
                + " day(s) old";
    }

    private static String describe(X509Certificate certificate) {
        boolean placeholder =
                certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        return ", OIN "
                + CertificateOin.of(certificate).map(Oin::value).orElse("missing")
                + (placeholder
                        ? ", waits for its certificate (keys import)"
                        : ", issued by "
                                + certificate.getIssuerX500Principal().getName()
                                + ", valid until "
                                + certificate.getNotAfter().toInstant());
    }

    private void printLogKey(Path path, CommandOptions options)
            throws UsageException, KeyStoreException, IOException {
        KeyRing keys = KeyRing.open(path, password(options), random);
        out.println(
                "public key of the log (logKey in a convenant): "
                        + Base64.getEncoder().encodeToString(keys.logPublicKey()));
    }

    private char[] password(CommandOptions options) throws UsageException, IOException {
        String file = options.get("password-file");
        String password =
                file.isEmpty()
                        ? environment.getOrDefault(PASSWORD_VARIABLE, "")
                        : Files.readString(Path.of(file)).strip();
        if (password.length() < MIN_PASSWORD) {
            throw new UsageException(
                    "a password of at least "
                            + MIN_PASSWORD
                            + " characters is needed: --password-file FILE or "
                            + PASSWORD_VARIABLE);
        }
        return password.toCharArray();
    }

    private static List<X509Certificate> certificates(Path pem)
            throws IOException, GeneralSecurityException, UsageException {
        List<X509Certificate> chain = new ArrayList<>();
        try (var in = Files.newInputStream(pem)) {
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                chain.add((X509Certificate) certificate);
            }
        }
        if (chain.isEmpty()) {
            throw new UsageException(pem + " holds no certificate");
        }
        return chain;
    }

    private boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        try {
            byte[] probe = "sluitend keys import".getBytes(StandardCharsets.UTF_8);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key, random);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
