package nl.sluitend.convenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Base64;
import nl.sluitend.disclosure.CounterpartLogs;
import nl.sluitend.party.OwnParty;

/** Tells the disclosure log with which key the counterpart of a convenant signs. */
@ApplicationScoped
class ConvenantLogKeys {

    private final Convenants convenants;
    private final OwnParty own;

    ConvenantLogKeys(Convenants convenants, OwnParty own) {
        this.convenants = convenants;
        this.own = own;
    }

    void answer(@Observes CounterpartLogs asked) {
        convenants
                .find(asked.convenantHash())
                .flatMap(dossier -> dossier.convenant().counterpartOf(own.oin()))
                .ifPresent(
                        peer -> asked.add(peer.oin(), Base64.getDecoder().decode(peer.logKey())));
    }
}
