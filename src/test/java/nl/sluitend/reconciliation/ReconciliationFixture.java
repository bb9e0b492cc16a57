package nl.sluitend.reconciliation;

import io.restassured.http.ContentType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.PgnKey;
import nl.sluitend.party.KeyRing;

/** Pupils, convenants and peers for tests against the running node. */
@ApplicationScoped
class ReconciliationFixture {

    static final String SOURCE = "leerplicht-test";

    private final KeyRing nodeKeys;
    private final Sql sql;

    ReconciliationFixture(KeyRing nodeKeys, Sql sql) {
        this.nodeKeys = nodeKeys;
        this.sql = sql;
    }

    /**
     * The BSN of test pupil {@code i}: from 9999, passing the 11-test, a block of this test alone.
     */
    static String bsn(int i) {
        return IntStream.iterate(999_970_000, n -> n + 1)
                .filter(n -> Bsn.parse(Integer.toString(n)) instanceof Checked.Valid<?>)
                .skip(i)
                .mapToObj(Integer::toString)
                .findFirst()
                .orElseThrow();
    }

    static byte[] key(int i) {
        return switch (Bsn.parse(bsn(i))) {
            case Checked.Valid<Bsn>(Bsn bsn) -> new PgnKey(bsn).encode();
            case Checked.Invalid<Bsn>(String expectation) -> throw new AssertionError(expectation);
        };
    }

    /** Registers a pupil at the node, in category ABSOLUUT_VERZUIM. */
    void register(String reference, int pupil) {
        NodeClient.given()
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "reference",
                                reference,
                                "bsn",
                                bsn(pupil),
                                "category",
                                "ABSOLUUT_VERZUIM",
                                "startDate",
                                "2026-09-01"))
                .post("/v1/registrations")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    /** A peer with a convenant in force and these pupils. */
    ScriptedPeer peer(int... pupils) {
        return peerWith(1000, 3, pupils);
    }

    /** A peer under a convenant with these caps. */
    ScriptedPeer peerWith(int cap, int attemptsPerDay, int... pupils) {
        var convenant = TestConvenant.of(nodeKeys, ScriptedPeer.keyRing(), cap, attemptsPerDay);
        var peer =
                new ScriptedPeer(
                        convenant,
                        IntStream.of(pupils).mapToObj(ReconciliationFixture::key).toList());
        convenant.signedBy(peer.jws);
        NodeClient.given()
                .put("/v1/convenants/" + convenant.hash() + "/accept")
                .then()
                .statusCode(200);
        return peer;
    }

    /**
     * The outcomes of this convenant that the source system of the tests gets, by reference; the
     * last one counts.
     */
    Map<String, Map<String, Object>> outcomes(String convenant) {
        var found = new LinkedHashMap<String, Map<String, Object>>();
        String next = "0";
        while (true) {
            var page =
                    NodeClient.given()
                            .queryParam("after", next)
                            .queryParam("limit", 2)
                            .get("/v1/outcomes")
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            List<Map<String, Object>> entries = page.getList("entries");
            entries.stream()
                    .filter(entry -> convenant.equals(entry.get("convenant")))
                    .forEach(entry -> found.put(String.valueOf(entry.get("reference")), entry));
            if (page.getString("next").equals(next)) {
                return found;
            }
            next = page.getString("next");
        }
    }

    /**
     * Kinds of the leaves of the node's log of this convenant, without those of the convenant
     * itself.
     */
    List<String> leafKinds(String convenant) {
        String origin = TestNode.OIN + "/" + convenant;
        return new ArrayList<>(
                sql.list(
                        "select convert_from(l.entry, 'UTF8')::json ->> 'type' as kind from"
                                + " disclosure_leaf l join disclosure_log g on g.id = l.log_id where"
                                + " g.origin = ? and convert_from(l.entry, 'UTF8')::json ->> 'type'"
                                + " <> 'convenant' order by l.leaf_index",
                        row -> row.getString("kind"),
                        origin));
    }
}
