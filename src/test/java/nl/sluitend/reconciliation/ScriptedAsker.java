package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.ScriptedPeer.SUITE;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.OneSidedAnswer;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.SessionScalar;
import nl.sluitend.psi.Tags;
import nl.sluitend.psi.Verified;

/** The counterparty of {@link TestNode} that asks which of its pupils the node has too. */
final class ScriptedAsker extends ScriptedPeer {

    static final Octets RECEIVED = Messages.hash(new byte[] {42});

    private final List<OneSidedAnswer> answers = new ArrayList<>();

    ScriptedAsker(
            TestConvenant convenant, Optional<ScriptedLog> earlier, List<byte[]> keysOfPupils) {
        super(
                convenant,
                earlier,
                SessionMode.ONE_SIDED,
                "PGN",
                Optional.empty(),
                keysOfPupils,
                List.of(keysOfPupils.size()));
    }

    /** Another session under the same convenant. */
    ScriptedAsker again(List<byte[]> keysOfPupils) {
        return new ScriptedAsker(convenant, Optional.of(log), keysOfPupils);
    }

    byte[] leaf(LeafKind kind) {
        return log.leaf(
                kind,
                sid,
                PURPOSE,
                Map.of(
                        "offersHash", offersHash.base64Url(),
                        "listRoot", list.listRoot().base64Url(),
                        "n", list.batch().elements().size()));
    }

    /** Of the node's list the header alone is given. */
    @Override
    void fetchList() throws InvalidMessageException {
        nodeSalt = MessageCodec.ELEMENTS.decode(open(http().get(path("/elements")))).salt();
    }

    @Override
    void expose() throws InvalidMessageException {
        byte[] leaf = leaf(LeafKind.SENDING);
        nodeLeaf = MessageCodec.EXPOSED.decode(open(putExposure(exposed(leaf)))).leafHash();
        log.keep(leaf);
    }

    Response getAnswer(int j) {
        return http().accept("application/octet-stream").get(path("/evaluated/" + j));
    }

    /** Fetches and verifies the answers. */
    void fetchAnswers(int sizeOfNode) throws InvalidMessageException {
        for (int j = 0; j < terms.rounds(); j++) {
            Response got = getAnswer(j);
            got.then().statusCode(200);
            EvaluatedFrame frame = EvaluatedFrame.decode(got.asByteArray());
            nodeHeaders.add(
                    Octets.of(
                            ((JwsVerification.Verified)
                                            jws.verify(frame.jws(), new Oin(TestNode.OIN)))
                                    .payload()));
            OneSidedAnswer answer =
                    accepted(
                            OneSidedAnswer.read(
                                    frame.points(),
                                    ownChunks.get(j),
                                    new Chunking(terms.rounds(), sizeOfNode).length(j),
                                    j));
            var proven = new Evaluation(answer.points(), frame.proof());
            assertHolds(proven, j);
            answers.add(answer);
        }
        ownHeaders.addAll(Collections.nCopies(terms.rounds(), Octets.empty()));
    }

    private void assertHolds(Evaluation proven, int j) throws InvalidMessageException {
        boolean holds =
                proven.check(
                                Group.of(SUITE),
                                MessageCodec.OFFER.decode(nodeOffer).publicKey(),
                                new ProofContext(SUITE, offersHash, TestNode.OIN, terms.lane()),
                                j,
                                ownChunks.get(j))
                        .isEmpty();
        if (!holds) {
            throw new AssertionError("the proof of round " + j + " does not hold");
        }
    }

    private static OneSidedAnswer accepted(Verified<OneSidedAnswer> read) {
        return switch (read) {
            case Verified.Accepted<OneSidedAnswer>(OneSidedAnswer answer) -> answer;
            case Verified.Refused<OneSidedAnswer> refused -> throw new AssertionError(refused);
        };
    }

    /** The tags of the node's list. */
    List<Octets> nodeTags() {
        return answers.stream().flatMap(a -> OneSidedAnswer.split(a.tags()).stream()).toList();
    }

    /** Which own positions the node has too, as this party finds out. */
    List<Tags.Match> found() throws InvalidElementException {
        List<Octets> own = new ArrayList<>();
        try (Scalar k =
                SessionScalar.derive(
                        Group.of(SUITE),
                        this.own.seed().toByteArray(),
                        sid,
                        terms,
                        TestNode.PEER_OIN,
                        TestNode.OIN,
                        list.listRoot())) {
            for (OneSidedAnswer answer : answers) {
                own.addAll(
                        OneSidedAnswer.split(
                                answer.ownTags(Group.of(SUITE), k, offersHash, terms.lane())));
            }
        }
        return Tags.intersect(own, nodeTags());
    }

    /** All answers behind each other. */
    String hex() {
        return answers.stream().map(answer -> answer.body().hex()).collect(Collectors.joining());
    }

    @Override
    Result result() {
        return result(Optional.of(RECEIVED), 0);
    }

    Result resultWith(Optional<Octets> received, int count) {
        return result(received, count);
    }

    private Result result(Optional<Octets> received, int count) {
        return new Result(
                transcript(),
                count,
                Tags.resultTag(transcript(), TestNode.PEER_OIN, List.of()),
                Optional.empty(),
                received);
    }

    /** Both results and both receipts. */
    void settle(Result own) {
        byte[] nodeResult = open(putResult(own));
        open(putReceipt(receipt(own, nodeResult)));
    }
}
