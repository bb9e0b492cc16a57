package nl.sluitend.party;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;
import org.jboss.logging.Logger;

/**
 * Turns the settings under {@code sluitend.party} into the parties and keys of this node. What is
 * missing, wrong or weak stops the start with a {@link SettingException} that names the setting.
 */
final class PartySettings {

    private static final Logger LOG = Logger.getLogger(PartySettings.class);
    private static final String PREFIX = "sluitend.party.";
    private static final int MIN_PASSWORD = 16;
    private static final Duration RENEWAL_WARNING = Duration.ofDays(21);

    @Produces
    @Singleton
    @Startup
    OwnParty ownParty(PartyConfig config) {
        if (config.testOins()) {
            LOG.warn(
                    PREFIX
                            + "test-oins=true: OINs of the test register (00000099) are accepted;"
                            + " this node is not meant for real pupils");
        }
        if (config.name().isBlank()) {
            throw new SettingException(PREFIX + "name", "must not be blank");
        }
        return new OwnParty(
                oin(PREFIX + "oin", config.oin(), config), config.name(), config.role());
    }

    @Produces
    @Singleton
    @Startup
    Counterparties counterparties(PartyConfig config, OwnParty own) {
        List<Counterparty> known = new ArrayList<>();
        for (Map.Entry<String, PartyConfig.Peer> entry : config.counterparties().entrySet()) {
            String setting = PREFIX + "counterparties." + entry.getKey();
            PartyConfig.Peer peer = entry.getValue();
            Oin oin = oin(setting, entry.getKey(), config);
            if (oin.equals(own.oin())) {
                throw new SettingException(setting, "is the OIN of this party itself");
            }
            try {
                known.add(new Counterparty(oin, peer.name(), peer.role(), peer.url()));
            } catch (IllegalArgumentException e) {
                throw new SettingException(setting + ".url", e);
            }
        }
        try {
            return new Counterparties(known);
        } catch (IllegalArgumentException e) {
            throw new SettingException(PREFIX + "counterparties", e);
        }
    }

    @Produces
    @Singleton
    @Startup
    KeyRing keyRing(PartyConfig config, OwnParty own, SecureRandom random, Clock clock) {
        char[] password = password("keystore", config.keystorePassword());
        KeyRing keys;
        try {
            keys = KeyRing.open(config.keystore(), password, random, token(config.pkcs11()));
        } catch (KeyStoreException e) {
            throw unusable("keystore", e);
        }
        checkOwn(KeyRing.TLS, keys.tlsChain(), own, clock);
        checkOwn(KeyRing.SIGNING, keys.signingChain(), own, clock);
        return keys;
    }

    private static Optional<SigningToken> token(PartyConfig.Pkcs11 config) {
        String prefix = PREFIX + "pkcs11.";
        if (config.config().isEmpty()) {
            return Optional.empty();
        }
        char[] pin =
                config.pin()
                        .orElseThrow(() -> new SettingException(prefix + "pin", "must be given"))
                        .toCharArray();
        try {
            return Optional.of(SigningToken.open(config.config().get(), pin, config.alias()));
        } catch (SigningToken.TokenException e) {
            throw new SettingException(prefix + e.fault().name().toLowerCase(Locale.ROOT), e);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    @Produces
    @Singleton
    EpochKeys epochKeys(PartyConfig config, SecureRandom random) {
        try {
            return EpochKeys.open(
                    config.keystore(), password("keystore", config.keystorePassword()), random);
        } catch (KeyStoreException e) {
            throw unusable("keystore", e);
        }
    }

    @Produces
    @Singleton
    @Startup
    TrustStore trustStore(PartyConfig config, Clock clock) {
        char[] password = password("truststore", config.truststorePassword());
        RevocationLists lists = RevocationSettings.lists(config, clock);
        try {
            List<X509Certificate> authorities =
                    KeyStoreFile.open(config.truststore(), password).trusted();
            if (authorities.isEmpty()) {
                throw new SettingException(
                        PREFIX + "truststore",
                        "the file must hold the certificate of at least one authority");
            }
            return new TrustStore(authorities, lists);
        } catch (KeyStoreException e) {
            throw unusable("truststore", e);
        }
    }

    @Produces
    @Singleton
    Jws jws(KeyRing keys, TrustStore trust, Clock clock) {
        return new Jws(keys, trust, clock);
    }

    @Produces
    @Singleton
    PeerHttp peerHttp(KeyRing keys, TrustStore trust, PartyConfig config, Clock clock) {
        return new PeerHttp(
                keys,
                trust,
                config.calls().connectTimeout(),
                config.calls().requestTimeout(),
                config.calls().maxAnswerBytes(),
                clock);
    }

    private static Oin oin(String setting, String text, PartyConfig config) {
        Oin oin =
                switch (Oin.parse(text)) {
                    case Checked.Valid<Oin>(Oin valid) -> valid;
                    case Checked.Invalid<Oin>(String expectation) ->
                            throw new SettingException(setting, "expected " + expectation);
                };
        if (oin.isTest() && !config.testOins()) {
            throw new SettingException(
                    setting,
                    "an OIN of the test register (00000099) needs "
                            + PREFIX
                            + "test-oins=true, which is not for production");
        }
        return oin;
    }

    private static char[] password(String store, Optional<String> given) {
        String setting = PREFIX + store + "-password";
        String password = given.orElseThrow(() -> new SettingException(setting, "must be given"));
        if (password.length() < MIN_PASSWORD) {
            throw new SettingException(
                    setting, "must have at least " + MIN_PASSWORD + " characters");
        }
        return password.toCharArray();
    }

    private static SettingException unusable(String store, KeyStoreException e) {
        String setting =
                switch (e.fault()) {
                    case FILE, ENTRY -> PREFIX + store;
                    case PASSWORD -> PREFIX + store + "-password";
                };
        return new SettingException(setting, e);
    }

    private static void checkOwn(
            String alias, List<X509Certificate> chain, OwnParty own, Clock clock) {
        X509Certificate certificate = chain.getFirst();
        if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            throw new SettingException(
                    PREFIX + "keystore",
                    "entry "
                            + alias
                            + " still has the certificate that it was made with; import the one"
                            + " that the authority issued (keys import)");
        }
        Oin named =
                CertificateOin.of(certificate)
                        .orElseThrow(
                                () ->
                                        new SettingException(
                                                PREFIX + "keystore",
                                                "the certificate of entry "
                                                        + alias
                                                        + " has no OIN as subject serialNumber"));
        if (!named.equals(own.oin())) {
            throw new SettingException(
                    PREFIX + "oin",
                    "the certificate of entry " + alias + " names another OIN, " + named);
        }
        Instant end = certificate.getNotAfter().toInstant();
        if (clock.instant().plus(RENEWAL_WARNING).isAfter(end)) {
            LOG.warnf(
                    "the certificate of entry %s ends at %s; counterparties refuse it after that",
                    alias, end);
        }
    }
}
