package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.ScriptedPeer.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.Dependent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.LeafEvidence;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.MerkleTree;
import nl.sluitend.party.Jws;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.OneSidedAnswer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Tags;
import nl.sluitend.psi.Terms;
import nl.sluitend.psi.Transcript;

/**
 * The counterparty that the node asks, one answer at a time: what would come over the wire is
 * handed to the node as its own calls do.
 */
@Dependent
class ScriptedAnswerer {

    private final ReconciliationFixture fixture;
    private final Handling handling;
    private final OfferExchange offers;
    private final ListExchange list;
    private final ExposureExchange exposure;
    private final OneSidedAnswers answers;
    private final Settlement settlement;
    private final Transitions transitions;
    private final Messages messages;
    private final Sessions sessions;

    final PeerConnection connection = new PeerConnection();
    final Jws jws = connection.jws;
    TestConvenant convenant = new TestConvenant("{}", 0);
    UUID run = new UUID(0, 0);
    UUID sid = new UUID(0, 0);
    Octets offersHash = Octets.empty();
    Octets answererLeaf = Octets.empty();
    private Optional<ScriptedList> prepared = Optional.empty();
    private Optional<ScriptedLog> log = Optional.empty();
    private final List<Octets> headers = new ArrayList<>();

    ScriptedAnswerer(
            ReconciliationFixture fixture,
            Handling handling,
            OfferExchange offers,
            ListExchange list,
            ExposureExchange exposure,
            OneSidedAnswers answers,
            Settlement settlement,
            Transitions transitions,
            Messages messages,
            Sessions sessions) {
        this.fixture = fixture;
        this.handling = handling;
        this.offers = offers;
        this.list = list;
        this.exposure = exposure;
        this.answers = answers;
        this.settlement = settlement;
        this.transitions = transitions;
        this.messages = messages;
        this.sessions = sessions;
    }

    /** The node starts a run under a convenant of its own and has an offer out. */
    void asked(int... pupils) {
        headers.clear();
        convenant = fixture.asking(TestNode.OIN, List.of("PGN"));
        fixture.accepted(convenant);
        String id =
                NodeClient.given()
                        .contentType("application/json")
                        .body(
                                Map.of(
                                        "convenant",
                                        convenant.hash(),
                                        "purpose",
                                        ScriptedPeer.PURPOSE))
                        .post("/v1/runs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        run = UUID.fromString(id);
        long start = System.nanoTime();
        while (sessions.ofRun(run).isEmpty()
                && System.nanoTime() - start < Duration.ofSeconds(60).toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        sid = sessions.ofRun(run).getFirst().sid();
        prepared =
                Optional.of(ScriptedList.prepare(terms(), sid, ReconciliationFixture.keys(pupils)));
        log = Optional.of(new ScriptedLog(PeerConnection.keyRing(), convenant.hash()));
    }

    private Terms terms() {
        return new Terms(
                convenant.hash(), SessionMode.ONE_SIDED, "PGN", SUITE, "1", convenant.cap());
    }

    Session session() {
        return sessions.get(sid);
    }

    private ScriptedList own() {
        return prepared.orElseThrow();
    }

    private static String signed(Jws jws, byte[] payload) {
        return jws.sign(payload);
    }

    Reply offer() {
        byte[] asked = OfferExchange.payloadOf(messages.get(sid, Sender.OWN, MessageType.OFFER));
        Offer node = offers.ownOffer(session());
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        byte[] answer =
                MessageCodec.OFFER.encode(
                        new Offer(
                                Offer.VERSION,
                                sid,
                                Role.RESPONDER,
                                TestNode.PEER_OIN,
                                TestNode.OIN,
                                convenant.hash(),
                                node.purpose(),
                                node.mode(),
                                node.lane(),
                                node.suite(),
                                node.keyVersion(),
                                node.refDate(),
                                own().list().batch().elements().size(),
                                0,
                                0,
                                own().list().publicKey(),
                                own().list().commitment(),
                                own().list().listRoot(),
                                own().list().proof().hash(),
                                ScriptedList.fresh(),
                                Optional.empty(),
                                now,
                                now.plus(Duration.ofHours(24)),
                                Optional.of(Offer.hash(asked)),
                                Optional.empty()));
        offersHash = Offer.pairHash(asked, answer);
        return handling.own(
                sid,
                (s, a) -> {
                    offers.answered(s, a, signed(jws, answer));
                    return new Reply.Accepted();
                });
    }

    Reply lists() {
        byte[] header =
                MessageCodec.ELEMENTS.encode(
                        new ElementsHeader(
                                offersHash, own().list().salt(), own().list().digests(), 0));
        return handling.own(
                sid,
                (s, a) -> {
                    list.ownHeader(s);
                    list.receiveHeader(s, signed(jws, header));
                    transitions.apply(s, a, new SessionEvent.ListsVerified());
                    return new Reply.Accepted();
                });
    }

    Reply expose(LeafKind kind) {
        LeafEvidence evidence = exposure.evidence(session());
        handling.own(
                sid,
                (s, _) -> {
                    if (settlement.own(s, MessageType.EXPOSED).isEmpty()) {
                        exposure.fix(s, evidence);
                    }
                    return new Reply.Accepted();
                });
        byte[] leaf =
                log.orElseThrow()
                        .leaf(
                                kind,
                                sid,
                                ScriptedPeer.PURPOSE,
                                Map.of(
                                        "offersHash", offersHash.base64Url(),
                                        "listRoot", own().list().listRoot().base64Url(),
                                        "n", own().list().batch().elements().size()));
        answererLeaf = Octets.of(MerkleTree.leafHash(leaf));
        byte[] exposed = MessageCodec.EXPOSED.encode(log.orElseThrow().exposed(offersHash, leaf));
        return handling.own(
                sid,
                (s, a) -> {
                    exposure.receive(s, a, signed(jws, exposed));
                    transitions.apply(s, a, new SessionEvent.ExposuresVerified());
                    return new Reply.Accepted();
                });
    }

    /** Everything up to the first answer. */
    void reachAnswers(int... pupils) {
        asked(pupils);
        assertThat(offer()).isInstanceOf(Reply.Accepted.class);
        assertThat(lists()).isInstanceOf(Reply.Accepted.class);
        assertThat(expose(LeafKind.EXPOSURE)).isInstanceOf(Reply.Accepted.class);
        assertThat(session().state().phase()).isEqualTo(Phase.EVALUATING);
    }

    Octets tags() {
        return OneSidedAnswer.tagsOf(offersHash, "PGN", own().list().batch().elements());
    }

    Octets tags(int j) {
        return OneSidedAnswer.part(
                tags(), new Chunking(terms().rounds(), own().list().batch().elements().size()), j);
    }

    /** The node's chunk under our key. */
    Evaluation evaluation(int j) {
        return own().evaluate(offersHash, j, chunk(j));
    }

    Elements chunk(int j) {
        return list.chunk(session(), Sender.OWN, j);
    }

    /** An answer that the node has to judge. */
    Reply answer(int j, Evaluation evaluation, Octets tags) {
        Octets body = new OneSidedAnswer(evaluation.points(), tags).body();
        return frame(j, j, EvaluatedHeader.digest(body, evaluation.proof()), body, evaluation);
    }

    Reply frame(int j, int named, Octets digest, Octets body, Evaluation evaluation) {
        byte[] header =
                MessageCodec.EVALUATED.encode(new EvaluatedHeader(offersHash, named, digest));
        headers.add(Octets.of(header));
        byte[] frame = new EvaluatedFrame(signed(jws, header), body, evaluation.proof()).encode();
        return handling.own(
                sid,
                (s, a) -> {
                    answers.receive(s, a, j, frame);
                    return new Reply.Accepted();
                });
    }

    void answerHonestly() {
        for (int j = 0; j < terms().rounds(); j++) {
            assertThat(answer(j, evaluation(j), tags(j))).isInstanceOf(Reply.Accepted.class);
        }
        handling.own(
                sid,
                (s, a) -> {
                    if (s.state().phase() == Phase.COMPUTED) {
                        settlement.compute(s, a);
                    }
                    return new Reply.Accepted();
                });
    }

    Octets transcript() throws InvalidMessageException {
        Octets salt =
                MessageCodec.ELEMENTS
                        .decode(
                                OfferExchange.payloadOf(
                                        messages.get(sid, Sender.OWN, MessageType.ELEMENTS)))
                        .salt();
        return new Transcript(
                        offersHash,
                        salt,
                        own().list().salt(),
                        exposure.leafHash(session(), Sender.OWN),
                        answererLeaf,
                        Collections.nCopies(headers.size(), Octets.empty()),
                        headers)
                .hash();
    }

    /** What the node says it computed. */
    Result nodeResult() throws InvalidMessageException {
        return MessageCodec.RESULT.decode(
                OfferExchange.payloadOf(messages.get(sid, Sender.OWN, MessageType.RESULT)));
    }

    Result result(int count, Optional<Octets> received) throws InvalidMessageException {
        return new Result(
                transcript(),
                count,
                Tags.resultTag(transcript(), TestNode.PEER_OIN, List.of()),
                Optional.empty(),
                received);
    }

    Reply settle(Result result) {
        return handling.own(
                sid,
                (s, a) -> {
                    settlement.receiveResult(
                            s,
                            a,
                            signed(jws, MessageCodec.RESULT.encode(result)),
                            "checkpoint of the node");
                    return new Reply.Accepted();
                });
    }

    Reply receipt(Result result) throws InvalidMessageException {
        Octets ofNode = messages.get(sid, Sender.OWN, MessageType.RESULT).hash();
        byte[] receipt =
                MessageCodec.RECEIPT.encode(
                        new Receipt(
                                transcript(),
                                ofNode,
                                Messages.hash(MessageCodec.RESULT.encode(result)),
                                Receipt.AGREED,
                                "checkpoint of the peer"));
        return handling.own(
                sid,
                (s, a) -> {
                    settlement.receiveReceipt(s, a, signed(jws, receipt));
                    return new Reply.Accepted();
                });
    }

    /** A whole honest session. */
    void agree(int... pupils) throws InvalidMessageException {
        reachAnswers(pupils);
        answerHonestly();
        Result result = result(0, Optional.empty());
        assertThat(settle(result)).isInstanceOf(Reply.Accepted.class);
        assertThat(receipt(result)).isInstanceOf(Reply.Accepted.class);
    }
}
