package nl.sluitend.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import nl.sluitend.identifier.Oin;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A fresh P-256 key pair, the request (PKCS#10) with which an authority issues a certificate for
 * it, and the self-signed certificate that holds its place in the key store until then.
 */
final class CertificateRequest {

    private static final AlgorithmIdentifier ES256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final KeyPair pair;
    private final X500Name subject;
    private final SecureRandom random;

    private CertificateRequest(KeyPair pair, X500Name subject, SecureRandom random) {
        this.pair = pair;
        this.subject = subject;
        this.random = random;
    }

    /** Makes a key pair for a party. */
    static CertificateRequest create(Oin oin, String organisation, String host, SecureRandom random)
            throws GeneralSecurityException {
        X500Name subject =
                new X500NameBuilder()
                        .addRDN(BCStyle.C, "NL")
                        .addRDN(BCStyle.O, organisation)
                        .addRDN(BCStyle.SERIALNUMBER, oin.value())
                        .addRDN(BCStyle.CN, host)
                        .build();
        return new CertificateRequest(KeyFiles.newPair(random), subject, random);
    }

    /** Makes a key pair that is known by a name alone. */
    static CertificateRequest create(String name, SecureRandom random)
            throws GeneralSecurityException {
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        return new CertificateRequest(KeyFiles.newPair(random), subject, random);
    }

    KeyPair pair() {
        return pair;
    }

    /**
     * The request as PEM text.
     *
     * @param hosts the names under which the node is reached; empty for a key that only signs
     */
    String pem(List<String> hosts) throws GeneralSecurityException, IOException {
        CertificationRequestInfo info =
                new CertificationRequestInfo(
                        subject,
                        publicKey(),
                        new DERSet(
                                new Attribute(
                                        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                                        new DERSet(extensions(hosts)))));
        byte[] request =
                new CertificationRequest(info, ES256, new DERBitString(sign(info)))
                        .getEncoded(ASN1Encoding.DER);
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(request)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    /** A self-signed certificate that no counterparty trusts, valid for a day. */
    X509Certificate placeholder(Instant now) throws GeneralSecurityException, IOException {
        return selfSigned(now, Duration.ofDays(1));
    }

    /** A self-signed certificate, for a key that its reader pins. */
    X509Certificate selfSigned(Instant from, Duration validity)
            throws GeneralSecurityException, IOException {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(64, random).add(BigInteger.ONE)));
        generator.setSignature(ES256);
        generator.setIssuer(subject);
        generator.setSubject(subject);
        generator.setStartDate(new Time(Date.from(from)));
        generator.setEndDate(new Time(Date.from(from.plus(validity))));
        generator.setSubjectPublicKeyInfo(publicKey());
        ASN1Object body = generator.generateTBSCertificate();
        byte[] certificate =
                new DERSequence(new ASN1Encodable[] {body, ES256, new DERBitString(sign(body))})
                        .getEncoded(ASN1Encoding.DER);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate));
    }

    private ASN1Encodable extensions(List<String> hosts) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        if (!hosts.isEmpty()) {
            extensions.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            new KeyPurposeId[] {
                                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                            }));
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(
                            hosts.stream()
                                    .map(host -> new GeneralName(GeneralName.dNSName, host))
                                    .toArray(GeneralName[]::new)));
        }
        return extensions.generate();
    }

    private SubjectPublicKeyInfo publicKey() {
        return SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    }

    private byte[] sign(ASN1Object content) throws GeneralSecurityException, IOException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate(), random);
        signature.update(content.getEncoded(ASN1Encoding.DER));
        return signature.sign();
    }
}
