package nl.sluitend.party;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.Oin;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The OIN in a certificate: its subject serialNumber (Digikoppeling PKI003, OID 2.5.4.5). */
public final class CertificateOin {

    private CertificateOin() {}

    /**
     * The OIN of the subject. Empty when the subject has no serialNumber, has more than one, or one
     * that is no OIN: a certificate that can be read in two ways names nobody.
     */
    public static Optional<Oin> of(X509Certificate certificate) {
        List<String> found = new ArrayList<>();
        X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        for (RDN rdn : subject.getRDNs(BCStyle.SERIALNUMBER)) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                if (attribute.getType().equals(BCStyle.SERIALNUMBER)) {
                    found.add(
                            attribute.getValue() instanceof ASN1String text
                                    ? text.getString()
                                    : "");
                }
            }
        }
        if (found.size() != 1) {
            return Optional.empty();
        }
        return switch (Oin.parse(found.getFirst())) {
            case Checked.Valid<Oin>(Oin oin) -> Optional.of(oin);
            case Checked.Invalid<Oin> _ -> Optional.empty();
        };
    }
}
