package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.disclosure.LeafEvidence;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsCheck;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.OfferCheck;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.Replay;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Terms;
import nl.sluitend.psi.Verified;

/**
 * Reads a test vector as the receiver of each message: with the decoders and checks of a node, and
 * without any secret.
 */
final class VectorReading {

    private final JsonNode file;
    private final VectorMessages messages;
    private final Agreement atInitiator;
    private final Agreement atResponder;
    private final Terms terms;
    private final Group group;
    private final Offer offerI;
    private final Offer offerR;
    private final Octets offersHash;

    private VectorReading(JsonNode file) throws InvalidMessageException {
        this.file = file;
        this.messages = new VectorMessages(file);
        JsonNode input = file.path("input");
        this.atInitiator = VectorConvenant.agreement(input, Role.INITIATOR);
        this.atResponder = VectorConvenant.agreement(input, Role.RESPONDER);
        this.terms =
                atInitiator.terms(
                        atInitiator.mode(input.path("mode").asText()).orElseThrow(),
                        input.path("lane").asText());
        this.group = Group.of(terms.suite());
        this.offerI = messages.read(MessageCodec.OFFER, "OFFER", Role.INITIATOR, 0);
        this.offerR = messages.read(MessageCodec.OFFER, "OFFER", Role.RESPONDER, 0);
        this.offersHash =
                Offer.pairHash(
                        messages.payload("OFFER", Role.INITIATOR, 0),
                        messages.payload("OFFER", Role.RESPONDER, 0));
    }

    /** Fails unless the receiver of each message accepts it. */
    static void check(JsonNode file) throws Exception {
        new VectorReading(file).check();
    }

    static void accepted(Optional<Refusal> refusal) {
        assertThat(refusal).isEmpty();
    }

    private Offer offer(Role role) {
        return role == Role.INITIATOR ? offerI : offerR;
    }

    private void check() throws Exception {
        accepted(incoming(offerI, Role.INITIATOR, atResponder, offerR));
        accepted(incoming(offerR, Role.RESPONDER, atInitiator, offerI));
        accepted(
                OfferCheck.answer(
                        offerI, messages.payload("OFFER", Role.INITIATOR, 0), offerR, terms));
        assertThat(file.path("offersHash").asText()).isEqualTo(offersHash.hex());
        List<Elements> listI = list(Role.INITIATOR, Elements.none(terms.suite()));
        List<Elements> listR =
                terms.mode() instanceof SessionMode.OneSided
                        ? List.of()
                        : list(Role.RESPONDER, Elements.join(terms.suite(), listI));
        replay(Role.INITIATOR);
        replay(Role.RESPONDER);
        Octets leafI = exposed(Role.INITIATOR, atResponder);
        Octets leafR = exposed(Role.RESPONDER, atInitiator);
        var rounds =
                new VectorRounds(
                        messages,
                        terms,
                        offerI,
                        offerR,
                        offersHash,
                        List.of(
                                header(Role.INITIATOR).salt(),
                                header(Role.RESPONDER).salt(),
                                leafI,
                                leafR));
        switch (terms.mode()) {
            case SessionMode.Mutual mode -> {
                rounds.match(mode, listI, listR);
                if (file.has(VectorProposal.MEMBER)) {
                    VectorProposal.check(messages, offerI, offerR);
                }
            }
            case SessionMode.Counts mode -> rounds.count(mode);
            case SessionMode.OneSided _ -> {
                accepted(
                        new ElementsCheck(offerR, offersHash, terms.rounds())
                                .header(header(Role.RESPONDER)));
                rounds.ask(listI, file);
            }
        }
    }

    private Optional<Refusal> incoming(Offer offer, Role role, Agreement receiver, Offer own) {
        return OfferCheck.incoming(
                group,
                offer,
                role,
                new OfferCheck.Context(
                        receiver.counterpart().value(),
                        receiver.counterpart().value(),
                        receiver.own().value(),
                        receiver.counterpart().value(),
                        terms,
                        Instant.parse(file.path("input").path("issued").asText()),
                        false,
                        Set.of(own.publicKey(), own.commitment())));
    }

    private ElementsHeader header(Role role) throws InvalidMessageException {
        return messages.read(MessageCodec.ELEMENTS, "ELEMENTS", role, 0);
    }

    private List<Elements> list(Role role, Elements receivers) throws InvalidMessageException {
        var check = new ElementsCheck(offer(role), offersHash, terms.rounds());
        ElementsHeader header = header(role);
        accepted(check.header(header));
        List<Elements> chunks = new ArrayList<>();
        Optional<Octets> previous = Optional.empty();
        for (int j = 0; j < header.digests().size(); j++) {
            byte[] octets = messages.binary("CHUNK", role, j, "octets");
            switch (check.chunk(group, header, j, octets, previous, receivers)) {
                case Verified.Accepted<Elements>(Elements chunk) -> {
                    chunks.add(chunk);
                    previous =
                            chunk.isEmpty() ? previous : Optional.of(chunk.get(chunk.size() - 1));
                }
                case Verified.Refused<Elements>(Refusal refusal) ->
                        throw new AssertionError(refusal);
            }
        }
        accepted(check.sections(Elements.join(terms.suite(), chunks)));
        return chunks;
    }

    /** What the supervisor of the owner checks afterwards. */
    private void replay(Role role) throws InvalidMessageException {
        JsonNode own = file.path(VectorParty.name(role));
        JsonNode kept = own.path("batchProof");
        var proof =
                new BatchProof(
                        Octets.ofHex(kept.path("S").asText()),
                        Octets.ofHex(kept.path("Q").asText()),
                        Octets.ofHex(kept.path("keyProof").asText()),
                        kept.path("chunkProofs")
                                .valueStream()
                                .map(text -> Octets.ofHex(text.asText()))
                                .toList());
        Offer offer = offer(role);
        var replay = new Replay(group, offer, header(role).salt(), proof, terms.rounds());
        var chunking = new Chunking(terms.rounds(), offer.sections());
        for (int j = 0; j < chunking.count(); j++) {
            List<Replay.Entry> entries = new ArrayList<>();
            for (int at = chunking.start(j); at < chunking.start(j + 1); at++) {
                int place = own.path("order").path(at).asInt();
                JsonNode member = own.path("list").path(place);
                entries.add(
                        new Replay.Entry(
                                place,
                                Octets.ofHex(member.path("salt").asText()),
                                Octets.ofHex(member.path("point").asText())));
            }
            replay.chunk(entries, sent(role, j));
        }
        assertThat(replay.differences()).isEmpty();
    }

    /** A chunk as it was sent, or as it stayed at who answers. */
    private Octets sent(Role role, int j) {
        return terms.mode() instanceof SessionMode.OneSided && role == Role.RESPONDER
                ? Octets.ofHex(file.path("elementsOfResponder").path(j).asText())
                : Octets.of(messages.binary("CHUNK", role, j, "octets"));
    }

    private Octets exposed(Role role, Agreement receiver) throws Exception {
        Exposed exposed = messages.read(MessageCodec.EXPOSED, "EXPOSED", role, 0);
        assertThat(exposed.offersHash()).isEqualTo(offersHash);
        LeafEvidence.Proven proven =
                new LeafEvidence(
                                exposed.leaf().toByteArray(),
                                exposed.index(),
                                exposed.inclusionProof().stream().map(Octets::toByteArray).toList(),
                                exposed.checkpoint(),
                                List.of())
                        .verify(receiver.peerLog(), Optional.empty());
        assertThat(proven.entry().detail())
                .containsAllEntriesOf(
                        Map.of(
                                "offersHash",
                                offersHash.base64Url(),
                                "listRoot",
                                offer(role).listRoot().base64Url(),
                                "n",
                                offer(role).n()));
        return exposed.leafHash();
    }
}
