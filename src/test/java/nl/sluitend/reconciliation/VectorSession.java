package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.ConfirmedBits;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.FieldParts;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.psi.FieldsHeader;
import nl.sluitend.psi.FieldsReceipt;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.OneSidedAnswer;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Tags;
import nl.sluitend.psi.Transcript;

/**
 * Plays a session from the inputs of a test vector, message by message, and writes down what the
 * file must hold.
 */
final class VectorSession {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final VectorParty i;
    private final VectorParty r;
    private final ObjectNode out = JSON.objectNode();
    private final ArrayNode messages = JSON.arrayNode();
    private Octets offersHash = Octets.empty();

    private VectorSession(JsonNode input) {
        this.i = VectorConvenant.party(input, Role.INITIATOR);
        this.r = VectorConvenant.party(input, Role.RESPONDER);
    }

    /** Everything that a vector with these inputs says. */
    static ObjectNode play(JsonNode input) throws Exception {
        return new VectorSession(input).play();
    }

    private ObjectNode play() throws Exception {
        i.prepare(0);
        r.prepare(i.frozen().sections().size());
        out.put("convenantHash", i.agreement.hash());
        for (VectorParty party : List.of(i, r)) {
            out.set(VectorParty.name(party.role), VectorLists.of(party));
        }
        byte[] offerI = MessageCodec.OFFER.encode(i.offer(Optional.empty()));
        say("OFFER", i, 0, offerI);
        byte[] offerR = MessageCodec.OFFER.encode(r.offer(Optional.of(Offer.hash(offerI))));
        say("OFFER", r, 0, offerR);
        offersHash = Offer.pairHash(offerI, offerR);
        put("offersHash", offersHash);
        elements(i);
        elements(r);
        Octets leafI = expose(i);
        Octets leafR = expose(r);
        switch (i.terms.mode()) {
            case SessionMode.Mutual mode -> match(mode, leafI, leafR);
            case SessionMode.Counts mode -> count(mode, leafI, leafR);
            case SessionMode.OneSided _ -> ask(leafI, leafR);
        }
        out.set("messages", messages);
        return out;
    }

    private void put(String name, Octets octets) {
        out.put(name, octets.hex());
    }

    ObjectNode say(String message, VectorParty from, int number, byte[] payload) {
        return entry(message, from, number)
                .put("payload", new String(payload, StandardCharsets.UTF_8))
                .put("hash", Messages.hash(payload).hex());
    }

    private ObjectNode entry(String message, VectorParty from, int number) {
        return messages.addObject()
                .put("message", message)
                .put("from", VectorParty.name(from.role))
                .put("number", number);
    }

    private void elements(VectorParty party) {
        var header = new ElementsHeader(offersHash, party.list().salt(), party.list().digests(), 0);
        say("ELEMENTS", party, 0, MessageCodec.ELEMENTS.encode(header));
        boolean stays = party.terms.mode() instanceof SessionMode.OneSided && party == r;
        List<Elements> chunks = stays ? List.of() : party.chunks();
        for (int j = 0; j < chunks.size(); j++) {
            entry("CHUNK", party, j).put("octets", Octets.of(chunks.get(j).flat()).hex());
        }
    }

    private Octets expose(VectorParty party) {
        var exposed = party.expose(offersHash);
        say("EXPOSED", party, 0, MessageCodec.EXPOSED.encode(exposed));
        return exposed.leafHash();
    }

    private Octets evaluated(VectorParty party, int j, Evaluation evaluation) {
        byte[] header =
                MessageCodec.EVALUATED.encode(
                        new EvaluatedHeader(
                                offersHash,
                                j,
                                EvaluatedHeader.digest(evaluation.points(), evaluation.proof())));
        say("EVALUATED", party, j, header)
                .put("points", Octets.of(evaluation.points().flat()).hex())
                .put("proof", evaluation.proof().hex());
        return Octets.of(header);
    }

    private void match(SessionMode.Mutual mode, Octets leafI, Octets leafR) throws Exception {
        List<Octets> headersI = new ArrayList<>();
        List<Octets> headersR = new ArrayList<>();
        List<Elements> ofI = new ArrayList<>();
        List<Elements> ofR = new ArrayList<>();
        for (int j = 0; j < i.terms.rounds(); j++) {
            Evaluation first = i.evaluate(offersHash, j, r.chunks().get(j));
            headersI.add(evaluated(i, j, first));
            ofR.add(first.points());
            Evaluation second = r.evaluate(offersHash, j, i.chunks().get(j));
            headersR.add(evaluated(r, j, second));
            ofI.add(second.points());
        }
        List<Octets> tagsI = tags(ofI);
        List<Octets> tagsR = tags(ofR);
        out.set("tagsOfInitiator", VectorLists.texts(tagsI));
        out.set("tagsOfResponder", VectorLists.texts(tagsR));
        Octets transcript = transcript(leafI, leafR, headersI, headersR);
        List<Tags.Match> matchesI = Tags.intersect(tagsI, tagsR);
        List<Tags.Match> matchesR = Tags.intersect(tagsR, tagsI);
        Result resultI = result(i, transcript, matchesI);
        Result resultR = result(r, transcript, matchesR);
        List<Octets> conflicts = LaneBits.conflicts(matchesI, resultI, resultR);
        List<Octets> probable =
                new ArrayList<>(ConfirmedBits.unconfirmed(matchesI, resultI, resultR));
        probable.removeAll(conflicts);
        out.set("matches", describe(matchesI, conflicts, probable));
        List<Octets> receipts = agree(transcript, resultI, resultR);
        if (i.asksPeople()) {
            out.set(
                    VectorProposal.MEMBER,
                    new VectorProposal(i, r, probable.getFirst()).play(this));
        }
        if (mode instanceof SessionMode.Fields) {
            give(transcript, receipts, matchesI, matchesR);
        }
    }

    /** A conflict gets no casusnummer, nor does a pair that people still have to confirm. */
    private ArrayNode describe(
            List<Tags.Match> matches, List<Octets> conflicts, List<Octets> probable) {
        ArrayNode described = JSON.arrayNode();
        for (Tags.Match match : matches) {
            ObjectNode one = described.addObject().put("tag", match.tag().hex());
            one.setAll(pupil(i, match).identity());
            if (conflicts.contains(match.tag())) {
                one.put("conflict", true);
            } else if (probable.contains(match.tag())) {
                one.put("probable", true);
            } else {
                one.put("casusnummer", Casusnummer.of(i.agreement.hash(), match.tag()).value());
            }
        }
        return described;
    }

    private List<Octets> tags(List<Elements> evaluated) {
        return Tags.of(offersHash, i.terms.lane(), Elements.join(i.terms.suite(), evaluated));
    }

    private Octets transcript(
            Octets leafI, Octets leafR, List<Octets> headersI, List<Octets> headersR) {
        Octets transcript =
                new Transcript(
                                offersHash,
                                i.list().salt(),
                                r.list().salt(),
                                leafI,
                                leafR,
                                headersI,
                                headersR)
                        .hash();
        put("transcript", transcript);
        return transcript;
    }

    private static VectorPupil pupil(VectorParty party, Tags.Match match) {
        return party.pupils().get(party.list().batch().order().get(match.position()));
    }

    private static Result result(VectorParty party, Octets transcript, List<Tags.Match> matches) {
        return new Result(
                transcript,
                matches.size(),
                Tags.resultTag(transcript, party.oin(), matches),
                party.comesAfterPgn()
                        ? Optional.of(bits(party, matches, VectorPupil::wasInPgnLane))
                        : Optional.empty(),
                Optional.empty(),
                party.asksPeople()
                        ? Optional.of(bits(party, matches, VectorPupil::isConfirmed))
                        : Optional.empty());
    }

    private static Octets bits(
            VectorParty party, List<Tags.Match> matches, Predicate<VectorPupil> which) {
        return LaneBits.pack(
                matches.stream().map(match -> which.test(pupil(party, match))).toList());
    }

    /** Both results and both receipts; the hashes of the receipts. */
    private List<Octets> agree(Octets transcript, Result resultI, Result resultR) {
        byte[] octetsI = MessageCodec.RESULT.encode(resultI);
        byte[] octetsR = MessageCodec.RESULT.encode(resultR);
        say("RESULT", i, 0, octetsI);
        say("RESULT", r, 0, octetsR);
        List<Octets> hashes = new ArrayList<>();
        for (VectorParty party : List.of(i, r)) {
            byte[] receipt =
                    MessageCodec.RECEIPT.encode(
                            new Receipt(
                                    transcript,
                                    Messages.hash(octetsI),
                                    Messages.hash(octetsR),
                                    Receipt.AGREED,
                                    party.log.checkpoint()));
            say("RECEIPT", party, 0, receipt);
            hashes.add(Messages.hash(receipt));
        }
        return hashes;
    }

    private void give(
            Octets transcript,
            List<Octets> receipts,
            List<Tags.Match> matchesI,
            List<Tags.Match> matchesR)
            throws FieldRecord.TooLongException {
        Octets fieldsI = fields(i, receipts, matchesI);
        Octets fieldsR = fields(r, receipts, matchesR);
        for (VectorParty party : List.of(i, r)) {
            say(
                    "FIELDS_RECEIPT",
                    party,
                    0,
                    MessageCodec.FIELDS_RECEIPT.encode(
                            new FieldsReceipt(
                                    transcript,
                                    fieldsI,
                                    fieldsR,
                                    Receipt.AGREED,
                                    party.log.checkpoint())));
        }
    }

    private Octets fields(VectorParty party, List<Octets> receipts, List<Tags.Match> matches)
            throws FieldRecord.TooLongException {
        List<FieldRecord> given = new ArrayList<>();
        for (Tags.Match match : matches) {
            given.add(new FieldRecord(pupil(party, match).fields()));
        }
        byte[] records = FieldParts.encode(given);
        byte[] header =
                MessageCodec.FIELDS.encode(
                        new FieldsHeader(
                                receipts.get(0),
                                receipts.get(1),
                                matches.size(),
                                0,
                                FieldsHeader.digest(records)));
        say("FIELDS", party, 0, header).put("records", Octets.of(records).hex());
        return FieldsHeader.digestOfAll(party.oin(), List.of(Messages.hash(header)));
    }

    private void count(SessionMode.Counts mode, Octets leafI, Octets leafR)
            throws InvalidElementException {
        var answers = new VectorAnswers(i, r, mode, offersHash);
        List<Octets> headers = new ArrayList<>();
        List<Elements> parts = answers.parts();
        for (int j = 0; j < parts.size(); j++) {
            headers.add(evaluated(r, j, new Evaluation(parts.get(j), Octets.empty())));
        }
        out.set("groups", answers.describe());
        List<Octets> none = Collections.nCopies(headers.size(), Octets.empty());
        Octets transcript = transcript(leafI, leafR, none, headers);
        agree(transcript, result(i, transcript, List.of()), result(r, transcript, List.of()));
    }

    private void ask(Octets leafI, Octets leafR) throws InvalidElementException {
        var asked = new VectorAsked(i, r, offersHash);
        List<Octets> headers = new ArrayList<>();
        for (int j = 0; j < i.terms.rounds(); j++) {
            Evaluation evaluation = r.evaluate(offersHash, j, i.chunks().get(j));
            OneSidedAnswer answer = asked.answer(j, evaluation);
            byte[] header =
                    MessageCodec.EVALUATED.encode(
                            new EvaluatedHeader(
                                    offersHash,
                                    j,
                                    EvaluatedHeader.digest(answer.body(), evaluation.proof())));
            say("EVALUATED", r, j, header)
                    .put("points", Octets.of(answer.points().flat()).hex())
                    .put("tags", answer.tags().hex())
                    .put("proof", evaluation.proof().hex());
            headers.add(Octets.of(header));
        }
        out.set(
                "elementsOfResponder",
                VectorLists.texts(
                        r.chunks().stream().map(chunk -> Octets.of(chunk.flat())).toList()));
        out.set("tagsOfInitiator", VectorLists.texts(asked.tags()));
        out.set("matches", asked.describe());
        List<Octets> none = Collections.nCopies(headers.size(), Octets.empty());
        Octets transcript = transcript(leafI, leafR, none, headers);
        Result plain = result(i, transcript, List.of());
        Result asking =
                new Result(
                        plain.transcript(),
                        0,
                        plain.resultTag(),
                        Optional.empty(),
                        Optional.of(asked.received()));
        agree(transcript, asking, result(r, transcript, List.of()));
    }
}
