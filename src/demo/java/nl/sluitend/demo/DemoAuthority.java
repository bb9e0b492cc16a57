package nl.sluitend.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority that lives as long as one demo or test run. Its parties carry the test
 * prefix in their OIN (00000099), which a node in production refuses.
 */
public final class DemoAuthority {

    private static final String LOGIN = "login";

    private final SecureRandom random = new SecureRandom();
    private final KeyPair keys;
    private final X509Certificate certificate;
    private @Nullable String listAddress;

    public DemoAuthority(String name) {
        keys = newKeys();
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        certificate =
                certificate(
                        subject,
                        subject,
                        keys,
                        keys.getPrivate(),
                        true,
                        Instant.now().minus(Duration.ofDays(1)),
                        Instant.now().plus(Duration.ofDays(30)));
    }

    /** Names an address of its revocation list in every certificate that it issues from now on. */
    public void publishAt(String address) {
        listAddress = address;
    }

    /** The authority's own certificate, the trust anchor of the run. */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * A certificate and its key.
     *
     * @param chain the certificate first, then the authority's
     */
    public record Issued(PrivateKey key, java.util.List<X509Certificate> chain) {}

    /**
     * Issues a certificate for localhost, valid around now.
     *
     * @param oin goes into the subject's serialNumber; null for a certificate without an OIN
     */
    public Issued issue(@Nullable String oin, String name) {
        Instant now = Instant.now();
        return issue(oin, name, now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(30)));
    }

    /** Issues a certificate for localhost with a validity of the caller's choice. */
    public Issued issue(@Nullable String oin, String name, Instant from, Instant until) {
        return issue(newKeys(), oin, name, from, until);
    }

    /** Issues a certificate for a key pair that was made elsewhere, such as in a token. */
    public Issued issue(
            KeyPair pair, @Nullable String oin, String name, Instant from, Instant until) {
        X500NameBuilder subject =
                new X500NameBuilder().addRDN(BCStyle.C, "NL").addRDN(BCStyle.O, name);
        if (oin != null) {
            subject.addRDN(BCStyle.SERIALNUMBER, oin);
        }
        subject.addRDN(BCStyle.CN, "localhost");
        X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        X509Certificate issued =
                certificate(subject.build(), issuer, pair, keys.getPrivate(), false, from, until);
        return new Issued(pair.getPrivate(), java.util.List.of(issued, certificate));
    }

    /** The revocation list of this authority, DER. */
    public byte[] revocationList(
            java.util.List<X509Certificate> revoked, Instant since, Instant nextUpdate) {
        X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        var list = new X509v2CRLBuilder(issuer, Date.from(since));
        list.setNextUpdate(Date.from(nextUpdate));
        revoked.forEach(
                certificate ->
                        list.addCRLEntry(certificate.getSerialNumber(), Date.from(since), 0));
        try {
            return list.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("a revocation list cannot be signed", e);
        }
    }

    /** The files of one party. */
    public record PartyFiles(Path keystore, Path truststore, String password) {

        /** Certificate of the key with which the node itself logs in to Keycloak. */
        public X509Certificate login() {
            char[] chars = password.toCharArray();
            try {
                return (X509Certificate)
                        KeyStore.getInstance(keystore.toFile(), chars).getCertificate(LOGIN);
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException("the key store cannot be read: " + keystore, e);
            }
        }
    }

    /**
     * Writes a complete key store (TLS and signing keys, wrapping, authentication and log secrets,
     * first registration seed) and a trust store into {@code directory}.
     */
    public PartyFiles write(Path directory, @Nullable String oin, String name) {
        return write(directory, issue(oin, name), issue(oin, name));
    }

    /** The same with certificates of the caller's choice. */
    public PartyFiles write(Path directory, Issued tls, Issued signing) {
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        String password = java.util.HexFormat.of().formatHex(secret);
        char[] chars = password.toCharArray();
        try {
            Files.createDirectories(directory);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, chars);
            store.setKeyEntry("tls", tls.key(), chars, tls.chain().toArray(Certificate[]::new));
            store.setKeyEntry(
                    "signing", signing.key(), chars, signing.chain().toArray(Certificate[]::new));
            Issued login = issue(null, "login");
            store.setKeyEntry(LOGIN, login.key(), chars, login.chain().toArray(Certificate[]::new));
            KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(chars);
            setSecret(store, protection, "wrap", "AES");
            setSecret(store, protection, "mac", "HmacSHA256");
            setSecret(store, protection, "log", "AES");
            setSecret(store, protection, "registration-1", "AES");
            Path keystore = directory.resolve("keystore.p12");
            Path truststore = directory.resolve("truststore.p12");
            save(store, keystore, chars);
            save(trust(), truststore, chars);
            return new PartyFiles(keystore, truststore, password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("key stores cannot be written to " + directory, e);
        }
    }

    /** A trust store with this authority alone. */
    public KeyStore trust() {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("demo-authority", certificate);
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("PKCS#12 is part of every JDK", e);
        }
    }

    private void setSecret(
            KeyStore store, KeyStore.ProtectionParameter protection, String alias, String use)
            throws GeneralSecurityException {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        store.setEntry(
                alias, new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, use)), protection);
    }

    private static void save(KeyStore store, Path file, char[] password)
            throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every JDK", e);
        }
    }

    private X509Certificate certificate(
            X500Name subject,
            X500Name issuer,
            KeyPair pair,
            PrivateKey issuerKey,
            boolean authority,
            Instant from,
            Instant until) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            new BigInteger(120, random).add(BigInteger.ONE),
                            Date.from(from),
                            Date.from(until),
                            subject,
                            pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (authority) {
                builder.addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            } else {
                builder.addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(
                                new KeyPurposeId[] {
                                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                                }));
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                new GeneralName[] {
                                    new GeneralName(GeneralName.dNSName, "localhost"),
                                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                                }));
            }
            if (!authority && listAddress != null) {
                builder.addExtension(
                        Extension.cRLDistributionPoints, false, distributionPoint(listAddress));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(issuerKey)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a demo certificate cannot be made", e);
        }
    }

    private static CRLDistPoint distributionPoint(String address) {
        GeneralNames names =
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address));
        return new CRLDistPoint(
                new DistributionPoint[] {
                    new DistributionPoint(new DistributionPointName(names), null, null)
                });
    }
}
