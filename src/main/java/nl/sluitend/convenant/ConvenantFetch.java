package nl.sluitend.convenant;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import nl.sluitend.convenant.PeerMessages.Message;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.party.PeerAnswer.Answered;
import nl.sluitend.party.PeerHttp;
import nl.sluitend.problem.ProblemException;
import org.jboss.logging.Logger;

/**
 * Asks the counterparts for what they proposed and signed: for a node that nobody can call, and for
 * messages that got lost. What comes in passes the same checks as what is sent.
 */
@ApplicationScoped
class ConvenantFetch {

    private static final Logger LOG = Logger.getLogger(ConvenantFetch.class);

    private final Counterparties counterparties;
    private final PeerHttp http;
    private final PeerConvenants convenants;

    ConvenantFetch(Counterparties counterparties, PeerHttp http, PeerConvenants convenants) {
        this.counterparties = counterparties;
        this.http = http;
        this.convenants = convenants;
    }

    /** Asks every counterpart once. */
    void fetch() {
        counterparties.list().forEach(this::fetch);
    }

    private void fetch(Counterparty peer) {
        list(peer, ConvenantDelivery.PEER_PATH, "hashes")
                .ifPresent(
                        found ->
                                found.texts().stream()
                                        .filter(hash -> hash.matches("[0-9a-f]{64}"))
                                        .forEach(hash -> fetch(peer, hash)));
    }

    private void fetch(Counterparty peer, String hash) {
        String path = ConvenantDelivery.PEER_PATH + "/" + hash;
        try {
            if (convenants.find(peer.oin(), hash).isEmpty()) {
                Optional<byte[]> content = get(peer, path);
                if (content.isEmpty()) {
                    return;
                }
                convenants.receive(peer.oin(), hash, content.get());
            }
            Optional<Message> signatures = list(peer, path + "/signatures", "signatures");
            if (signatures.isPresent()) {
                for (String signature : signatures.get().texts()) {
                    convenants.receive(peer.oin(), hash, signature, signatures.get().sentAt());
                }
            }
        } catch (ProblemException e) {
            LOG.warnf("convenant %s of %s is not taken over: %s", hash, peer.oin(), e.getMessage());
        }
    }

    private Optional<Message> list(Counterparty peer, String path, String name) {
        return get(peer, path).flatMap(json -> PeerMessages.readList(name, json));
    }

    private Optional<byte[]> get(Counterparty peer, String path) {
        PeerAnswer answer = http.get(peer, path);
        if (answer instanceof Answered answered) {
            return Optional.of(answered.body());
        }
        LOG.debugf("%s of %s: %s", path, peer.oin(), ConvenantDelivery.reason(answer));
        return Optional.empty();
    }
}
