package nl.sluitend.party;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.identifier.Oin;

/** The counterparties that the operator configured; nobody else is talked to. */
public final class Counterparties {

    private final Map<Oin, Counterparty> byOin;

    /**
     * @throws IllegalArgumentException when two have the same OIN
     */
    public Counterparties(List<Counterparty> known) {
        Map<Oin, Counterparty> map = new LinkedHashMap<>();
        for (Counterparty counterparty : known) {
            if (map.put(counterparty.oin(), counterparty) != null) {
                throw new IllegalArgumentException(
                        "two counterparties have OIN " + counterparty.oin().value());
            }
        }
        this.byOin = map;
    }

    /** The counterparty with this OIN, if it is known. */
    public Optional<Counterparty> find(Oin oin) {
        return Optional.ofNullable(byOin.get(oin));
    }

    /** Every known counterparty, in the order of the configuration. */
    public List<Counterparty> list() {
        return List.copyOf(byOin.values());
    }
}
