package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.PreparedList;

/** What a test vector says of the list of one party. */
final class VectorLists {

    private VectorLists() {}

    static ObjectNode of(VectorParty party) {
        PreparedList list = party.list();
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        try (Scalar k = party.k()) {
            out.put("k", Octets.of(k.encode()).hex());
        }
        out.put("publicKey", list.publicKey().hex());
        Map<Octets, VectorPupil> pupils = new HashMap<>();
        party.pupils().forEach(pupil -> pupils.put(party.pointOf(pupil), pupil));
        ArrayNode members = out.putArray("list");
        List<OwnList.Pupil> points = party.frozen().pupils();
        for (int place = 0; place < points.size(); place++) {
            Octets point = points.get(place).point();
            ObjectNode member = members.addObject();
            if (pupils.containsKey(point)) {
                VectorPupil pupil = pupils.get(point);
                member.setAll(pupil.identity());
                member.put("key", pupil.key().hex());
            }
            member.put("point", point.hex()).put("salt", party.salts().get(place).hex());
        }
        out.put("listRoot", list.listRoot().hex());
        out.set(
                "order",
                IntStream.range(0, points.size())
                        .map(list.batch().order()::get)
                        .collect(
                                JsonNodeFactory.instance::arrayNode,
                                ArrayNode::add,
                                ArrayNode::addAll));
        BatchProof proof = list.proof();
        out.putObject("batchProof")
                .put("S", proof.blindedBase().hex())
                .put("Q", proof.registrationKey().hex())
                .put("keyProof", proof.keyProof().hex())
                .set("chunkProofs", texts(proof.chunkProofs()));
        out.put("batchProofHash", proof.hash().hex());
        out.put("salt", list.salt().hex());
        out.set("digests", texts(list.digests()));
        out.put("commitment", list.commitment().hex());
        return out;
    }

    static ArrayNode texts(List<Octets> octets) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        octets.forEach(o -> texts.add(o.hex()));
        return texts;
    }
}
