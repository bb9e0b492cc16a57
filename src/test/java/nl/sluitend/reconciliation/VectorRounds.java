package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.CountReply;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.FieldParts;
import nl.sluitend.psi.FieldsHeader;
import nl.sluitend.psi.FieldsReceipt;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.ListRoot;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.OneSidedAnswer;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.ReceivedRoot;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.ResultCheck;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Tags;
import nl.sluitend.psi.Terms;
import nl.sluitend.psi.Transcript;
import nl.sluitend.psi.Verified;

/**
 * The second half of reading a test vector: from the first round on.
 *
 * @param opened salts of both lists, initiator first, then the leaf hashes of both exposures
 */
record VectorRounds(
        VectorMessages messages,
        Terms terms,
        Offer offerI,
        Offer offerR,
        Octets offersHash,
        List<Octets> opened) {

    private Offer offer(Role role) {
        return role == Role.INITIATOR ? offerI : offerR;
    }

    private Group group() {
        return Group.of(terms.suite());
    }

    private Evaluation round(Role role, int j) throws InvalidMessageException {
        var evaluation =
                new Evaluation(
                        Elements.of(terms.suite(), messages.binary("EVALUATED", role, j, "points")),
                        Octets.of(messages.binary("EVALUATED", role, j, "proof")));
        VectorReading.accepted(
                evaluation.checkHeader(
                        messages.read(MessageCodec.EVALUATED, "EVALUATED", role, j),
                        offersHash,
                        j));
        return evaluation;
    }

    private Elements evaluated(Role role, int j, Elements chunk) throws InvalidMessageException {
        Evaluation evaluation = round(role, j);
        VectorReading.accepted(
                evaluation.check(
                        group(),
                        offer(role).publicKey(),
                        new ProofContext(
                                terms.suite(), offersHash, offer(role).sender(), terms.lane()),
                        j,
                        chunk));
        return evaluation.points();
    }

    void match(SessionMode.Mutual mode, List<Elements> listI, List<Elements> listR)
            throws InvalidMessageException {
        List<Octets> headersI = new ArrayList<>();
        List<Octets> headersR = new ArrayList<>();
        List<Elements> ofI = new ArrayList<>();
        List<Elements> ofR = new ArrayList<>();
        for (int j = 0; j < terms.rounds(); j++) {
            ofR.add(evaluated(Role.INITIATOR, j, listR.get(j)));
            ofI.add(evaluated(Role.RESPONDER, j, listI.get(j)));
            headersI.add(Octets.of(messages.payload("EVALUATED", Role.INITIATOR, j)));
            headersR.add(Octets.of(messages.payload("EVALUATED", Role.RESPONDER, j)));
        }
        Octets transcript = transcript(headersI, headersR);
        List<Octets> tagsI = tags(ofI);
        List<Octets> tagsR = tags(ofR);
        agreed(transcript, Tags.intersect(tagsI, tagsR));
        if (mode instanceof SessionMode.Fields) {
            fields(transcript, Tags.intersect(tagsR, tagsI).size());
        }
    }

    private List<Octets> tags(List<Elements> evaluated) {
        return Tags.of(offersHash, terms.lane(), Elements.join(terms.suite(), evaluated));
    }

    private Octets transcript(List<Octets> headersI, List<Octets> headersR) {
        return new Transcript(
                        offersHash,
                        opened.get(0),
                        opened.get(1),
                        opened.get(2),
                        opened.get(3),
                        headersI,
                        headersR)
                .hash();
    }

    private void agreed(Octets transcript, List<Tags.Match> matches)
            throws InvalidMessageException {
        for (Role role : Role.values()) {
            Result result = messages.read(MessageCodec.RESULT, "RESULT", role, 0);
            VectorReading.accepted(
                    ResultCheck.result(result, transcript, offer(role).sender(), matches));
            VectorReading.accepted(
                    ResultCheck.laneBits(result, !terms.lane().equals(LaneBits.LANE)));
            VectorReading.accepted(
                    ResultCheck.confirmedBits(result, KeyKind.valueOf(terms.lane()).isPartial()));
            VectorReading.accepted(
                    ResultCheck.receipt(
                            messages.read(MessageCodec.RECEIPT, "RECEIPT", role, 0),
                            transcript,
                            Messages.hash(messages.payload("RESULT", Role.INITIATOR, 0)),
                            Messages.hash(messages.payload("RESULT", Role.RESPONDER, 0))));
        }
    }

    private void fields(Octets transcript, int count) throws InvalidMessageException {
        List<Octets> digests = new ArrayList<>();
        for (Role role : Role.values()) {
            byte[] records = messages.binary("FIELDS", role, 0, "records");
            VectorReading.accepted(
                    messages.read(MessageCodec.FIELDS, "FIELDS", role, 0)
                            .check(
                                    new FieldsHeader(
                                            Messages.hash(
                                                    messages.payload("RECEIPT", Role.INITIATOR, 0)),
                                            Messages.hash(
                                                    messages.payload("RECEIPT", Role.RESPONDER, 0)),
                                            count,
                                            0,
                                            Octets.empty()),
                                    records));
            assertThat(FieldParts.decode(records)).isInstanceOf(Verified.Accepted.class);
            digests.add(
                    FieldsHeader.digestOfAll(
                            offer(role).sender(),
                            List.of(Messages.hash(messages.payload("FIELDS", role, 0)))));
        }
        for (Role role : Role.values()) {
            VectorReading.accepted(
                    messages.read(MessageCodec.FIELDS_RECEIPT, "FIELDS_RECEIPT", role, 0)
                            .check(
                                    new FieldsReceipt(
                                            transcript,
                                            digests.get(0),
                                            digests.get(1),
                                            Receipt.AGREED,
                                            "")));
        }
    }

    void count(SessionMode.Counts mode) throws InvalidMessageException {
        Chunking answers =
                CountReply.chunking(
                        new Chunking(terms.rounds(), offerI.sections()), mode.noise().decoys());
        List<Octets> headers = new ArrayList<>();
        Optional<Octets> previous = Optional.empty();
        for (int j = 0; j < answers.count(); j++) {
            Elements part = round(Role.RESPONDER, j).points();
            VectorReading.accepted(CountReply.check(group(), part, answers, j, previous));
            previous = Optional.of(part.get(part.size() - 1));
            headers.add(Octets.of(messages.payload("EVALUATED", Role.RESPONDER, j)));
        }
        List<Octets> none = Collections.nCopies(headers.size(), Octets.empty());
        agreed(transcript(none, headers), List.of());
    }

    /** What who asks verifies; it finds its matches with a key that it tells nobody. */
    void ask(List<Elements> listI, JsonNode file) throws InvalidMessageException {
        List<Octets> headers = new ArrayList<>();
        var tags = new Chunking(terms.rounds(), offerR.n());
        Optional<Octets> previous = Optional.empty();
        for (int j = 0; j < terms.rounds(); j++) {
            Octets proof = Octets.of(messages.binary("EVALUATED", Role.RESPONDER, j, "proof"));
            var sent =
                    new OneSidedAnswer(
                            Elements.of(
                                    terms.suite(),
                                    messages.binary("EVALUATED", Role.RESPONDER, j, "points")),
                            Octets.of(messages.binary("EVALUATED", Role.RESPONDER, j, "tags")));
            EvaluatedHeader header =
                    messages.read(MessageCodec.EVALUATED, "EVALUATED", Role.RESPONDER, j);
            assertThat(header.offersHash()).isEqualTo(offersHash);
            assertThat(header.round()).isEqualTo(j);
            assertThat(header.digest()).isEqualTo(EvaluatedHeader.digest(sent.body(), proof));
            assertThat(OneSidedAnswer.read(sent.body(), listI.get(j), tags.length(j), j))
                    .isEqualTo(Verified.accepted(sent));
            VectorReading.accepted(
                    new Evaluation(sent.points(), proof)
                            .check(
                                    group(),
                                    offerR.publicKey(),
                                    new ProofContext(
                                            terms.suite(),
                                            offersHash,
                                            offerR.sender(),
                                            terms.lane()),
                                    j,
                                    listI.get(j)));
            VectorReading.accepted(sent.checkOrder(previous, j));
            previous = sent.lastTag();
            headers.add(Octets.of(messages.payload("EVALUATED", Role.RESPONDER, j)));
        }
        List<Octets> none = Collections.nCopies(headers.size(), Octets.empty());
        agreed(transcript(none, headers), List.of());
        Result asking = messages.read(MessageCodec.RESULT, "RESULT", Role.INITIATOR, 0);
        VectorReading.accepted(ResultCheck.received(asking, true));
        VectorReading.accepted(
                ResultCheck.received(
                        messages.read(MessageCodec.RESULT, "RESULT", Role.RESPONDER, 0), false));
        assertThat(asking.received()).contains(received(file));
    }

    /** The root over the list of who asks and its matches, as the file has them. */
    private static Octets received(JsonNode file) {
        Set<String> matched = new HashSet<>();
        file.path("matches").forEach(match -> matched.add(match.path("tag").asText()));
        JsonNode own = file.path("initiator");
        List<Octets> entries = new ArrayList<>();
        for (int position = 0; position < own.path("order").size(); position++) {
            JsonNode member = own.path("list").path(own.path("order").path(position).asInt());
            entries.add(
                    ReceivedRoot.entry(
                            Octets.ofHex(member.path("salt").asText()),
                            Octets.ofHex(member.path("point").asText()),
                            matched.contains(
                                    file.path("tagsOfInitiator").path(position).asText())));
        }
        return ListRoot.of(entries);
    }
}
