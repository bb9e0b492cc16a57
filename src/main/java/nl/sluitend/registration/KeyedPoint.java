package nl.sluitend.registration;

import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.psi.Octets;

/**
 * A point as it is stored.
 *
 * @param suite RFC 9497 identifier
 * @param rhoId number of the registration key under which it was made
 * @param point a group element
 * @param mac over all the other members, under a key of the key store
 */
record KeyedPoint(
        UUID registrationId,
        KeyKind kind,
        String suite,
        String keyVersion,
        int rhoId,
        Octets point,
        Octets mac) {
    @Override
    public String toString() {
        return "KeyedPoint[" + registrationId + ", " + kind + "]";
    }
}
