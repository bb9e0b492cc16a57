package nl.sluitend.reconciliation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantReader;
import nl.sluitend.convenant.ConvenantReading;
import nl.sluitend.disclosure.LeafEvidence;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.LogKeys;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.party.JwsVerifier;
import nl.sluitend.party.TrustStore;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Terms;
import org.jspecify.annotations.Nullable;

/**
 * What binds a list to what really happened: the offers that both parties signed, under a convenant
 * that names the keys of their logs, and the log entry that had to come first. The offer of the
 * counterpart is what the own party cannot make up afterwards.
 */
final class ReplayEvidence {

    private final JwsVerifier verifier;
    private final ReplayView view;
    private final Optional<Convenant> convenant;

    ReplayEvidence(TrustStore authorities, ReplayView view) {
        this.verifier = new JwsVerifier(authorities);
        this.view = view;
        this.convenant =
                switch (ConvenantReader.read(view.convenant().getBytes(StandardCharsets.UTF_8))) {
                    case ConvenantReading.Read(Convenant read) -> Optional.of(read);
                    case ConvenantReading.Faulty _ -> Optional.empty();
                };
    }

    /**
     * The own offer, and what both make together.
     *
     * @param pairHash empty when the counterpart never offered
     */
    record Offers(Offer own, Optional<Octets> pairHash) {}

    Optional<Convenant> convenant() {
        return convenant;
    }

    /** The offers of a session, when they are what the parties of the convenant signed for it. */
    Optional<Offers> offers(ReplayView.Session session, ReplayView.Material material) {
        Optional<Convenant.Party> peer =
                convenant.flatMap(c -> c.counterpartOf(new Oin(view.party())));
        Optional<Signed> own = open(material.ownOffer(), new Oin(view.party()));
        if (peer.isEmpty()
                || own.isEmpty()
                || !fits(own.get().offer(), session, peer.get().oin().value())) {
            return Optional.empty();
        }
        if (material.peerOffer() == null) {
            return Optional.of(new Offers(own.get().offer(), Optional.empty()));
        }
        return open(material.peerOffer(), peer.get().oin())
                .filter(other -> other.offer().sid().equals(session.sid()))
                .map(
                        other ->
                                new Offers(
                                        own.get().offer(),
                                        Optional.of(pairHash(own.get(), other))));
    }

    private boolean fits(Offer offer, ReplayView.Session session, String peer) {
        return offer.sid().equals(session.sid())
                && offer.sender().equals(view.party())
                && offer.receiver().equals(peer)
                && offer.lane().equals(session.lane())
                && convenant.filter(c -> c.hash().equals(offer.convenant())).isPresent();
    }

    private static Octets pairHash(Signed own, Signed other) {
        return own.offer().role() == Role.INITIATOR
                ? Offer.pairHash(own.payload(), other.payload())
                : Offer.pairHash(other.payload(), own.payload());
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Signed(Offer offer, byte[] payload) {}

    /** The certificate has to be valid when the offer says that it was made. */
    private Optional<Signed> open(@Nullable String jws, Oin signer) {
        String[] parts = Objects.requireNonNullElse(jws, "").split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
            Offer offer = MessageCodec.OFFER.decode(payload);
            return verifier.verify(String.join(".", parts), signer, offer.issued())
                            instanceof JwsVerification.Verified
                    ? Optional.of(new Signed(offer, payload))
                    : Optional.empty();
        } catch (InvalidMessageException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Chunks of each section of the own list. */
    int rounds(Offer offer) {
        Convenant content = convenant.orElseThrow(IllegalArgumentException::new);
        SessionMode mode =
                switch (offer.mode()) {
                    case "MATCH" -> SessionMode.MATCH;
                    case "FIELDS" -> SessionMode.FIELDS;
                    case "MATCH_ONE_SIDED" -> SessionMode.ONE_SIDED;
                    case "COUNTS" ->
                            new SessionMode.Counts(
                                    content.counts()
                                            .orElseThrow(IllegalArgumentException::new)
                                            .epsilon());
                    default -> throw new IllegalArgumentException("another mode");
                };
        return new Terms(
                        content.hash(),
                        mode,
                        offer.lane(),
                        Suite.find(offer.suite()).orElseThrow(IllegalArgumentException::new),
                        offer.keyVersion(),
                        content.caps().maxElements())
                .rounds();
    }

    /** Whether the entry stands in the log of the own party and is about these offers. */
    boolean isLogged(ReplayView.Exposure exposure, Offers offers) {
        try {
            LogName log = LogName.parse(exposure.checkpoint().lines().findFirst().orElse(""));
            Offer own = offers.own();
            byte[] key =
                    Base64.getDecoder()
                            .decode(
                                    convenant
                                            .flatMap(c -> party(c, own.sender()))
                                            .orElseThrow(IllegalArgumentException::new)
                                            .logKey());
            if (!log.owner().value().equals(own.sender())
                    || !log.convenantHash().equals(Optional.of(own.convenant()))) {
                return false;
            }
            LogEntry entry =
                    evidence(exposure).verify(LogKeys.of(log, key), Optional.empty()).entry();
            return entry.kind() == kind(own)
                    && own.sid().toString().equals(entry.exchangeId())
                    && own.listRoot().base64Url().equals(entry.detail().get("listRoot"))
                    && offers.pairHash()
                            .filter(
                                    hash ->
                                            hash.base64Url()
                                                    .equals(entry.detail().get("offersHash")))
                            .isPresent();
        } catch (LogVerificationException | IllegalArgumentException _) {
            return false;
        }
    }

    private static LeafKind kind(Offer own) {
        return Set.of("COUNTS", "MATCH_ONE_SIDED").contains(own.mode())
                        && own.role() == Role.INITIATOR
                ? LeafKind.SENDING
                : LeafKind.EXPOSURE;
    }

    private static Optional<Convenant.Party> party(Convenant convenant, String oin) {
        return convenant.parties().stream()
                .filter(party -> party.oin().value().equals(oin))
                .findFirst();
    }

    private static LeafEvidence evidence(ReplayView.Exposure exposure) {
        List<byte[]> proof = new ArrayList<>();
        exposure.inclusionProof().forEach(hash -> proof.add(octets(hash)));
        return new LeafEvidence(
                octets(exposure.entry()),
                exposure.index(),
                proof,
                exposure.checkpoint(),
                List.of());
    }

    private static byte[] octets(String text) {
        return Octets.ofBase64Url(text).toByteArray();
    }
}
