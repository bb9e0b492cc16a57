package nl.sluitend.convenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.convenant.Convenant.LegalBasis;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.convenant.Convenant.Purpose;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;

/** Writes what happens to a convenant into its disclosure log. */
@ApplicationScoped
class ConvenantLog {

    private final DisclosureLog log;
    private final OwnParty own;

    ConvenantLog(DisclosureLog log, OwnParty own) {
        this.log = log;
        this.own = own;
    }

    /** A signed step, in the transaction that records it. */
    void recorded(Convenant convenant, SignedStep step, Instant at) {
        append(
                convenant,
                LeafKind.CONVENANT,
                step.signer(),
                at,
                Map.of(
                        "step", step.type().wireName(),
                        "signer", step.signer().value(),
                        "signedAt", step.signedAt().toString()));
    }

    /** A refused step, in a transaction of its own: the one that refuses it rolls back. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void refused(Convenant convenant, Oin by, String problemType, Instant at) {
        append(
                convenant,
                LeafKind.REFUSAL,
                by,
                at,
                Map.of("what", "convenant-step", "problem", problemType, "from", by.value()));
    }

    private void append(
            Convenant convenant, LeafKind kind, Oin sender, Instant at, Map<String, Object> clear) {
        Purpose purpose = convenant.purposes().getFirst();
        LegalBasis basis =
                convenant.legalBases().stream()
                        .filter(stated -> stated.party().equals(own.oin()))
                        .findFirst()
                        .orElseThrow();
        Oin receiver = convenant.counterpartOf(sender).map(Party::oin).orElseThrow();
        log.append(
                LogName.ofConvenant(own.oin(), convenant.hash()),
                List.of(
                        new Leaf(
                                kind,
                                at,
                                convenant.hash(),
                                purpose.processingActivity(),
                                purpose.code(),
                                basis.inWords(),
                                sender,
                                receiver,
                                null,
                                clear,
                                List.of(),
                                Optional.empty())));
    }
}
