package nl.sluitend.party;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;

/** All entries of a key ring's file, read at one moment; the signing key perhaps from a token. */
record KeyRingContents(
        PrivateKey tlsKey,
        List<X509Certificate> tlsChain,
        SigningToken signing,
        SecretKeySpec wrap,
        SecretKeySpec mac,
        SecretKeySpec log,
        Map<Integer, SecretKeySpec> registrationSeeds) {

    private static final int FINGERPRINT_LENGTH = 8;

    private static final Pattern REGISTRATION = Pattern.compile("registration-([1-9][0-9]{0,8})");

    /**
     * Reads everything.
     *
     * @param token holds the signing key; empty when the file does
     */
    static KeyRingContents read(Path file, char[] password, Optional<SigningToken> token)
            throws KeyStoreException {
        KeyStoreFile store = KeyStoreFile.open(file, password);
        Map<Integer, SecretKeySpec> seeds = new HashMap<>();
        for (int rhoId : registrationIds(store)) {
            seeds.put(rhoId, secret(store, KeyRing.registrationAlias(rhoId), "RAW"));
        }
        return new KeyRingContents(
                store.privateKey(KeyRing.TLS),
                store.chain(KeyRing.TLS),
                token.isPresent() ? token.get() : fromFile(store),
                secret(store, KeyRing.WRAP, "AES"),
                secret(store, KeyRing.MAC, "HmacSHA256"),
                secret(store, KeyRing.LOG, "RAW"),
                Map.copyOf(seeds));
    }

    private static SigningToken fromFile(KeyStoreFile store) throws KeyStoreException {
        return new SigningToken(store.privateKey(KeyRing.SIGNING), store.chain(KeyRing.SIGNING));
    }

    /** Numbers of the registration seeds in a file; at least one. */
    static SortedSet<Integer> registrationIds(KeyStoreFile store) throws KeyStoreException {
        SortedSet<Integer> ids = new TreeSet<>();
        for (String alias : store.aliases()) {
            Matcher matcher = REGISTRATION.matcher(alias);
            if (matcher.matches()) {
                ids.add(Integer.valueOf(matcher.group(1)));
            }
        }
        if (ids.isEmpty()) {
            store.secret(KeyRing.registrationAlias(1), KeyRing.SECRET_LENGTH);
        }
        return ids;
    }

    private static SecretKeySpec secret(KeyStoreFile store, String alias, String algorithm)
            throws KeyStoreException {
        return new SecretKeySpec(store.secret(alias, KeyRing.SECRET_LENGTH), algorithm);
    }

    SortedMap<String, String> fingerprints() {
        SortedMap<String, String> all = new TreeMap<>();
        try {
            all.put(KeyRing.TLS, fingerprint(KeyRing.TLS, tlsChain.getFirst().getEncoded()));
            all.put(
                    KeyRing.SIGNING,
                    fingerprint(KeyRing.SIGNING, signing.chain().getFirst().getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read before", e);
        }
        all.put(KeyRing.WRAP, fingerprint(KeyRing.WRAP, wrap.getEncoded()));
        all.put(KeyRing.MAC, fingerprint(KeyRing.MAC, mac.getEncoded()));
        all.put(KeyRing.LOG, fingerprint(KeyRing.LOG, log.getEncoded()));
        registrationSeeds.forEach(
                (id, seed) -> {
                    String alias = KeyRing.registrationAlias(id);
                    all.put(alias, fingerprint(alias, seed.getEncoded()));
                });
        return all;
    }

    private static String fingerprint(String alias, byte[] key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    LengthPrefixed.of(
                                            LengthPrefixed.utf8("sluitend/v1/key-fingerprint"),
                                            LengthPrefixed.utf8(alias),
                                            key));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "KeyRingContents[***]";
    }
}
