package nl.sluitend.registration;

import java.util.List;
import nl.sluitend.psi.Octets;

/**
 * The pupil of a case.
 *
 * @param points every keyed point that this node has used for the pupil, under every registration
 *     key that the key store holds
 * @param registrations what the register holds of the pupil now
 */
public record Pupil(List<Octets> points, List<HeldRegistration> registrations) {

    public Pupil {
        points = List.copyOf(points);
        registrations = List.copyOf(registrations);
    }

    @Override
    public String toString() {
        return "Pupil[***]";
    }
}
