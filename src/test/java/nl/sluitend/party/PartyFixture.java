package nl.sluitend.party;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import nl.sluitend.ScratchFolder;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;

/** Parties with real key stores of one real authority. */
public final class PartyFixture {

    public static final Oin RBL = new Oin("00000099000000001000");
    public static final Oin SWV = new Oin("00000099000000002000");
    public static final Oin OTHER = new Oin("00000099000000003000");
    public static final DemoAuthority AUTHORITY = new DemoAuthority("Authority for tests");

    private PartyFixture() {}

    /** Files of a party under this authority, in a directory of their own. */
    public static DemoAuthority.PartyFiles files(Oin oin) {
        return AUTHORITY.write(ScratchFolder.create("sluitend-party"), oin.value(), "Party " + oin);
    }

    /** Files with these certificates. */
    public static DemoAuthority.PartyFiles files(
            DemoAuthority.Issued tls, DemoAuthority.Issued signing) {
        return AUTHORITY.write(ScratchFolder.create("sluitend-party"), tls, signing);
    }

    /** The keys in these files. */
    public static KeyRing keys(DemoAuthority.PartyFiles files) {
        try {
            return KeyRing.open(
                    files.keystore(), files.password().toCharArray(), new SecureRandom());
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trust in the authority of these tests alone. */
    public static TrustStore trust() {
        return new TrustStore(List.of(AUTHORITY.certificate()));
    }

    /** Signs and verifies as this party. */
    public static Jws jws(Oin oin) {
        return new Jws(keys(files(oin)), trust(), Clock.systemUTC());
    }

    /** Signs with this certificate. */
    public static Jws jws(DemoAuthority.Issued signing) {
        return new Jws(keys(files(signing, signing)), trust(), Clock.systemUTC());
    }
}
