package nl.sluitend.convenant;

import java.util.List;

/** Convenants that no reader lets through: what the policy refuses all the same. */
final class UnreadConvenant {

    private UnreadConvenant() {}

    static Convenant withBases(Convenant c, List<Convenant.LegalBasis> bases) {
        return with(c, bases, c.modes());
    }

    static Convenant withModes(Convenant c, List<ExchangeMode> modes) {
        return with(c, c.legalBases(), modes);
    }

    private static Convenant with(
            Convenant c, List<Convenant.LegalBasis> bases, List<ExchangeMode> modes) {
        return new Convenant(
                c.canonicalJson(),
                c.hash(),
                c.text(),
                c.predecessor(),
                c.drafter(),
                c.controllership(),
                c.parties(),
                c.fellowParties(),
                c.schoolBoards(),
                c.safeguards(),
                c.purposes(),
                bases,
                c.specialCategories(),
                c.categories(),
                c.scope(),
                modes,
                c.suite(),
                c.keyVersion(),
                c.matchingKeys(),
                c.fields(),
                c.counts(),
                c.oneSided(),
                c.confirmation(),
                c.caps(),
                c.schedule(),
                c.retention(),
                c.informing(),
                c.decisions(),
                c.validity());
    }
}
