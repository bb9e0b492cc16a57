package nl.sluitend.reconciliation;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.AnswerTerms;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.Octets;

/** Asking people about probable matches, from either side, over the interfaces of the node. */
@ApplicationScoped
class ProposalSteps {

    static final KeyKind LANE = KeyKind.DEMOGRAPHIC_SURNAME;

    private final ReconciliationFixture fixture;
    private final ProposalRows rows;

    ProposalSteps(ReconciliationFixture fixture, ProposalRows rows) {
        this.fixture = fixture;
        this.rows = rows;
    }

    /** A peer with these pupils in one lane of the partial tier, after an agreed session. */
    ScriptedPeer peer(NamedPupil... pupils) throws Exception {
        return ended(fixture.peerWith(List.of(LANE.name()), keys(LANE, pupils)), false);
    }

    static List<byte[]> keys(KeyKind lane, NamedPupil... pupils) {
        return List.of(pupils).stream().map(pupil -> pupil.key(lane)).toList();
    }

    /** The next run of the same convenant. */
    static ScriptedPeer again(ScriptedPeer peer, boolean confirmed, NamedPupil... pupils)
            throws Exception {
        return ended(peer.next(LANE.name(), Optional.empty(), keys(LANE, pupils)), confirmed);
    }

    /** Ends a session in agreement, saying of all matches whether they are confirmed. */
    static ScriptedPeer ended(ScriptedPeer peer, boolean confirmed) throws Exception {
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result(Optional.empty(), Optional.of(bits(peer, confirmed))));
        return peer;
    }

    static Octets bits(ScriptedPeer peer, boolean confirmed) {
        return LaneBits.pack(peer.matches().stream().map(_ -> confirmed).toList());
    }

    /** The proposal of the first match of a session. */
    StoredProposal proposal(ScriptedPeer peer) {
        return rows.newest().stream()
                .filter(p -> p.sid().equals(peer.sid))
                .filter(p -> p.tag().equals(peer.matches().getFirst().tag()))
                .findFirst()
                .orElseThrow();
    }

    static ValidatableResponse answer(UUID id, String answer) {
        return NodeClient.given()
                .contentType("application/json")
                .body(Map.of("answer", answer))
                .post("/v1/proposals/" + id + "/_answer")
                .then();
    }

    static JsonPath view(UUID id) {
        return NodeClient.given()
                .get("/v1/proposals/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** What the peer's answer about its first match is bound to. */
    static AnswerTerms terms(ScriptedPeer peer) {
        return new AnswerTerms(
                peer.convenant.hash(),
                peer.sid,
                peer.matches().getFirst().tag(),
                TestNode.PEER_OIN,
                TestNode.OIN);
    }

    static AnswerCommit commit(ScriptedPeer peer, Answer answer, Octets salt) {
        return commit(terms(peer), terms(peer).commit(answer, salt));
    }

    static AnswerCommit commit(AnswerTerms terms, Octets commitment) {
        return new AnswerCommit(
                terms.convenant(),
                terms.sid(),
                terms.tag(),
                commitment,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    static Response send(ScriptedPeer peer, AnswerCommit commit) {
        return peer.sendJws(
                "POST", PeerProposalResource.COMMITMENTS, ProposalForms.COMMIT.encode(commit));
    }

    /** The node's own commitment, as it sends it. */
    static Octets nodesCommitment(StoredProposal proposal) throws InvalidMessageException {
        return ProposalForms.COMMIT
                .decode(ProposalForms.payload(proposal.own().orElseThrow().commit()))
                .commitment();
    }

    AnswerOpen open(ScriptedPeer peer, Answer answer, Octets salt) throws InvalidMessageException {
        AnswerTerms terms = terms(peer);
        return new AnswerOpen(
                terms.convenant(),
                terms.sid(),
                terms.tag(),
                answer,
                salt,
                nodesCommitment(proposal(peer)));
    }

    static Response send(ScriptedPeer peer, AnswerOpen open) {
        return peer.sendJws("POST", PeerProposalResource.OPENINGS, ProposalForms.OPEN.encode(open));
    }

    /** The peer commits and opens, as it should; gives what the node opened. */
    AnswerOpen answerOfPeer(ScriptedPeer peer, Answer answer) throws Exception {
        Octets salt = ScriptedList.fresh();
        AnswerHeld held =
                ProposalForms.HELD.decode(peer.open(send(peer, commit(peer, answer, salt))));
        org.assertj.core.api.Assertions.assertThat(held.commit()).isNotNull();
        return ProposalForms.OPEN.decode(peer.open(send(peer, open(peer, answer, salt))));
    }
}
