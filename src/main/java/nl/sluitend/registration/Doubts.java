package nl.sluitend.registration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.psi.Octets;

/**
 * Which keys fit more than one pupil of this register, as far as the other keys of the
 * registrations tell: two numbers under one name or one school's number are two pupils, and so may
 * be two whole keys under one of the partial tier, unless one number says that it is one.
 */
final class Doubts {

    private final KeyKind kind;
    private final Map<UUID, Octets> numbers;
    private final Map<UUID, Octets> names;
    private final Map<Octets, Holders> byPoint = new HashMap<>();

    private static final class Holders {
        private final Set<Octets> numbers = new HashSet<>();
        private final Set<Octets> names = new HashSet<>();
        private boolean someWithoutNumber;
    }

    /**
     * Begins.
     *
     * @param kind of the lane
     * @param numbers the PGN points of the register; not used in the lane of those
     * @param names the DEMOGRAPHIC points of the register; used in a lane of the partial tier
     */
    Doubts(KeyKind kind, Map<UUID, Octets> numbers, Map<UUID, Octets> names) {
        this.kind = kind;
        this.numbers = numbers;
        this.names = names;
    }

    /** Takes a registration of the register, in scope or not, with its point of the lane. */
    void note(UUID registration, Octets point) {
        if (kind == KeyKind.PGN) {
            return;
        }
        Octets number = numbers.get(registration);
        if (number == null && !kind.isPartial()) {
            return;
        }
        Holders holders = byPoint.computeIfAbsent(point, _ -> new Holders());
        if (number == null) {
            holders.someWithoutNumber = true;
        } else {
            holders.numbers.add(number);
        }
        Octets name = names.get(registration);
        if (name != null && kind.isPartial()) {
            holders.names.add(name);
        }
    }

    /** Whether more than one pupil may have this point. */
    boolean isAmbiguous(Octets point) {
        Holders holders = byPoint.get(point);
        if (holders == null) {
            return false;
        }
        boolean oneNumber = holders.numbers.size() == 1 && !holders.someWithoutNumber;
        return holders.numbers.size() > 1 || (holders.names.size() > 1 && !oneNumber);
    }
}
