package nl.sluitend.reconciliation;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.psi.CountReply;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.SessionMode;

/** The counterparty of {@link TestNode} that counts at it, one message at a time. */
final class ScriptedCounter extends ScriptedPeer {

    static final SessionMode.Counts MODE = new SessionMode.Counts(0.5);

    private static final int STEP = 16;

    private final List<Integer> sections;
    private final List<Elements> answers = new ArrayList<>();

    /**
     * @param groups encoded keys of the pupils of each group
     */
    ScriptedCounter(TestConvenant convenant, Optional<ScriptedLog> log, List<List<byte[]>> groups) {
        super(
                convenant,
                log,
                MODE,
                "PGN",
                Optional.empty(),
                groups.stream().flatMap(group -> filled(group).stream()).toList(),
                sections(groups));
        this.sections = sections(groups);
    }

    /** Another count under the same convenant. */
    ScriptedCounter again(List<List<byte[]>> groups) {
        return new ScriptedCounter(convenant, Optional.of(log), groups);
    }

    private static List<byte[]> filled(List<byte[]> group) {
        var filled = new ArrayList<>(group);
        while (filled.size() % STEP != 0) {
            filled.add(ScriptedList.fresh().toByteArray());
        }
        return filled;
    }

    private static List<Integer> sections(List<List<byte[]>> groups) {
        return groups.stream().map(group -> filled(group).size()).toList();
    }

    @Override
    Offer offer() {
        return offer(sections, Optional.empty());
    }

    Offer offer(List<Integer> groups, Optional<UUID> sameListAs) {
        return offer(Optional.of(new Offer.Counting(groups, sameListAs)));
    }

    /** Agrees on this offer instead of the honest one. */
    void offerInstead(Offer offer) {
        nodeOffer = open(postOffer(offer));
        offersHash = Offer.pairHash(ownOffer, nodeOffer);
    }

    static Offer with(Offer o, Octets commitment) {
        return new Offer(
                o.version(),
                o.sid(),
                o.role(),
                o.sender(),
                o.receiver(),
                o.convenant(),
                o.purpose(),
                o.mode(),
                o.lane(),
                o.suite(),
                o.keyVersion(),
                o.refDate(),
                o.n(),
                o.added(),
                o.removed(),
                o.publicKey(),
                commitment,
                o.listRoot(),
                o.batchProofHash(),
                o.nonce(),
                o.previousReceipt(),
                o.issued(),
                o.expires(),
                o.offerHash(),
                o.counting());
    }

    byte[] sendingLeaf(LeafKind kind) {
        return log.leaf(
                kind,
                sid,
                PURPOSE,
                Map.of(
                        "offersHash", offersHash.base64Url(),
                        "listRoot", list.listRoot().base64Url(),
                        "n", list.batch().elements().size()));
    }

    @Override
    void expose() throws InvalidMessageException {
        byte[] leaf = sendingLeaf(LeafKind.SENDING);
        nodeLeaf = MessageCodec.EXPOSED.decode(open(putExposure(exposed(leaf)))).leafHash();
        log.keep(leaf);
    }

    Response getAnswer(int j) {
        return http().accept("application/octet-stream").get(path("/evaluated/" + j));
    }

    /** Fetches the answer for one group. */
    Elements answer(int group) throws InvalidMessageException {
        Response answer = getAnswer(group);
        answer.then().statusCode(200);
        EvaluatedFrame frame = EvaluatedFrame.decode(answer.asByteArray());
        nodeHeaders.add(
                Octets.of(
                        ((JwsVerification.Verified) jws.verify(frame.jws(), new Oin(TestNode.OIN)))
                                .payload()));
        ownHeaders.clear();
        ownHeaders.addAll(Collections.nCopies(nodeHeaders.size(), Octets.empty()));
        Elements points = Elements.of(SUITE, frame.points().toByteArray());
        answers.add(points);
        return points;
    }

    void fetchAnswers() throws InvalidMessageException {
        for (int g = 0; g < sections.size(); g++) {
            answer(g);
        }
    }

    /** What is found in a group, without the decoys that are always there. */
    int count(int group) {
        List<Elements> compared = new ArrayList<>();
        for (int j = 0; j < nodeChunks.size(); j++) {
            compared.add(own.evaluate(offersHash, j, nodeChunks.get(j)).points());
        }
        return CountReply.count(answers.get(group), Elements.join(SUITE, compared), MODE.noise());
    }
}
