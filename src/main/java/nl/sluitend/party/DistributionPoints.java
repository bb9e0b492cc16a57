package nl.sluitend.party;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Where a certificate says that the list is on which it would be revoked (RFC 5280, 4.2.1.13). */
final class DistributionPoints {

    private static final String EXTENSION = "2.5.29.31";

    private DistributionPoints() {}

    /** The http and https addresses; a point for some reasons or of another issuer is left out. */
    static List<URI> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return List.of();
        }
        List<URI> addresses = new ArrayList<>();
        try {
            CRLDistPoint points =
                    CRLDistPoint.getInstance(ASN1OctetString.getInstance(extension).getOctets());
            for (DistributionPoint point : points.getDistributionPoints()) {
                boolean whole = point.getReasons() == null && point.getCRLIssuer() == null;
                if (whole && point.getDistributionPoint() != null) {
                    addresses.addAll(addresses(point.getDistributionPoint()));
                }
            }
        } catch (IllegalArgumentException | IllegalStateException _) {
            return List.of();
        }
        return addresses;
    }

    /** The http and https addresses of one point. */
    static List<URI> addresses(DistributionPointName name) {
        List<URI> addresses = new ArrayList<>();
        if (name.getType() == DistributionPointName.FULL_NAME) {
            for (GeneralName one : GeneralNames.getInstance(name.getName()).getNames()) {
                if (one.getTagNo() == GeneralName.uniformResourceIdentifier
                        && one.getName() instanceof ASN1String text
                        && text.getString().matches("https?://[^\\s]+")) {
                    addresses.add(URI.create(text.getString()));
                }
            }
        }
        return addresses;
    }
}
