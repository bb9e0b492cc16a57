package nl.sluitend.reconciliation;

import io.restassured.http.ContentType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.DemographicKey;
import nl.sluitend.identifier.Initials;
import nl.sluitend.identifier.PgnKey;
import nl.sluitend.identifier.Postcode4;
import nl.sluitend.identifier.Surname;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.SessionMode;

/** Pupils, convenants and peers for tests against the running node. */
@ApplicationScoped
class ReconciliationFixture {

    static final String SOURCE = "leerplicht-test";

    private static final LocalDate BIRTH_DATE = LocalDate.of(2014, 3, 1);
    private static final String SURNAME = "Lanenburg";
    private static final String INITIALS = "Q.X.";
    private static final String POSTCODE4 = "9999";

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
        return pgnKey(i).encode();
    }

    static PgnKey pgnKey(int i) {
        return new PgnKey(valid(Bsn.parse(bsn(i))));
    }

    /** Registers a pupil at the node, in category ABSOLUUT_VERZUIM. */
    void register(String reference, int pupil) {
        register(reference, pupil, Map.of());
    }

    /** Registers a pupil at the node in a category. */
    void register(String reference, int pupil, String category) {
        register(reference, pupil, Map.of("category", category));
    }

    /** The same with other members, or others instead. */
    void register(String reference, int pupil, Map<String, Object> more) {
        var members =
                new HashMap<String, Object>(
                        Map.of(
                                "reference",
                                reference,
                                "bsn",
                                bsn(pupil),
                                "category",
                                "ABSOLUUT_VERZUIM",
                                "startDate",
                                "2026-09-01"));
        members.putAll(more);
        post(members);
    }

    /**
     * Registers a pupil at the node by what it is called, and by number too if it has one.
     *
     * @param named which of the pupils with a name
     * @param numbered which of the pupils with a number; negative for none
     */
    void register(String reference, int named, int numbered) {
        var members =
                new HashMap<String, Object>(
                        Map.of(
                                "reference",
                                reference,
                                "birthDate",
                                BIRTH_DATE.plusDays(named).toString(),
                                "surname",
                                SURNAME,
                                "initials",
                                INITIALS,
                                "postcode4",
                                POSTCODE4,
                                "category",
                                "ABSOLUUT_VERZUIM",
                                "startDate",
                                "2026-09-01"));
        if (numbered >= 0) {
            members.put("bsn", bsn(numbered));
        }
        post(members);
    }

    /** The key of a pupil with a name. */
    static byte[] nameKey(int named) {
        return new DemographicKey(
                        BIRTH_DATE.plusDays(named),
                        valid(Surname.parse(SURNAME)),
                        valid(Initials.parse(INITIALS)),
                        valid(Postcode4.parse(POSTCODE4)))
                .encode();
    }

    private static <T> T valid(Checked<T> checked) {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> value;
            case Checked.Invalid<T>(String expectation) -> throw new AssertionError(expectation);
        };
    }

    private static void post(Map<String, Object> registration) {
        NodeClient.given()
                .contentType(ContentType.JSON)
                .body(registration)
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
        return peer(
                TestConvenant.of(nodeKeys, ScriptedPeer.keyRing(), cap, attemptsPerDay), pupils);
    }

    /** The same with these keys in its list. */
    ScriptedPeer peerWith(int cap, List<byte[]> keys) {
        var peer =
                new ScriptedPeer(TestConvenant.of(nodeKeys, ScriptedPeer.keyRing(), cap, 3), keys);
        accept(peer);
        return peer;
    }

    /**
     * A peer under a convenant with these lanes; its first list has the numbers of these pupils.
     */
    ScriptedPeer peerWith(List<String> lanes, int... pupils) {
        return peer(TestConvenant.of(nodeKeys, ScriptedPeer.keyRing(), 1000, 3, lanes), pupils);
    }

    /** The same with these keys in its first list, which is of the first lane. */
    ScriptedPeer peerWith(List<String> lanes, List<byte[]> keys) {
        var peer =
                new ScriptedPeer(
                        TestConvenant.of(nodeKeys, ScriptedPeer.keyRing(), 1000, 3, lanes),
                        Optional.empty(),
                        SessionMode.MATCH,
                        lanes.getFirst(),
                        Optional.empty(),
                        keys,
                        List.of(keys.size()));
        accept(peer);
        return peer;
    }

    /** A peer under a convenant that is also about a category that tells about health. */
    ScriptedPeer peerWithHealth(boolean excepted, int... pupils) {
        return peer(TestConvenant.withHealth(nodeKeys, ScriptedPeer.keyRing(), excepted), pupils);
    }

    /** A peer under a convenant with these members in place of the usual ones. */
    ScriptedPeer peerUnder(Map<String, Object> members, int... pupils) {
        return peer(TestConvenant.with(nodeKeys, ScriptedPeer.keyRing(), members), pupils);
    }

    /** A peer under a convenant that lets so many pupils be evaluated in a period. */
    ScriptedPeer peerEvaluating(int most, int... pupils) {
        return peerEvaluating(most, Map.of(), pupils);
    }

    /**
     * The same peer after an amendment: under a convenant that takes the place of the one before.
     */
    ScriptedPeer amended(ScriptedPeer before, int... pupils) {
        return peerEvaluating(
                before.convenant.cap(), Map.of("predecessor", before.convenant.hash()), pupils);
    }

    private ScriptedPeer peerEvaluating(int most, Map<String, Object> more, int... pupils) {
        return peer(TestConvenant.evaluating(nodeKeys, ScriptedPeer.keyRing(), most, more), pupils);
    }

    static List<byte[]> keys(int... pupils) {
        return IntStream.of(pupils).mapToObj(ReconciliationFixture::key).toList();
    }

    /** As if nobody ever counted. */
    void forgetCounts() {
        sql.run("DELETE FROM ledger WHERE mode = 'COUNTS'");
    }

    /** A peer that counts at the node under a convenant of its own. */
    ScriptedCounter counter(List<List<byte[]>> groups) {
        return counter(groups, 0);
    }

    /** The same when so many registrations must have changed between two counts. */
    ScriptedCounter counter(List<List<byte[]>> groups, int minChanged) {
        var counter =
                new ScriptedCounter(
                        TestConvenant.counting(nodeKeys, ScriptedPeer.keyRing(), minChanged),
                        Optional.empty(),
                        groups);
        accept(counter);
        return counter;
    }

    /** A peer with these pupils that alone may ask the node. */
    ScriptedAsker asker(int... pupils) {
        var asker =
                new ScriptedAsker(
                        asking(TestNode.PEER_OIN, List.of("PGN")), Optional.empty(), keys(pupils));
        accept(asker);
        return asker;
    }

    /** A convenant under which that party alone may ask. */
    TestConvenant asking(String asker, List<String> lanes) {
        return TestConvenant.asking(nodeKeys, ScriptedPeer.keyRing(), asker, lanes);
    }

    /** A peer with these pupils under a convenant that both then accepted. */
    ScriptedPeer accepted(TestConvenant convenant, int... pupils) {
        return peer(convenant, pupils);
    }

    /** A peer with these pupils that exchanges fields with the node. */
    ScriptedFields fieldsPeer(int... pupils) {
        var peer =
                new ScriptedFields(
                        TestConvenant.fields(nodeKeys, ScriptedPeer.keyRing()),
                        Optional.empty(),
                        "PGN",
                        keys(pupils));
        accept(peer);
        return peer;
    }

    /**
     * A peer under a convenant that lets people confirm whole names too, in so many days.
     *
     * @param more further members
     * @param keys of its first list, which is of the first lane
     */
    ScriptedPeer peerConfirming(
            List<String> lanes, int termDays, Map<String, Object> more, List<byte[]> keys) {
        var peer =
                new ScriptedPeer(
                        TestConvenant.confirming(
                                nodeKeys, ScriptedPeer.keyRing(), "MATCH", lanes, termDays, more),
                        Optional.empty(),
                        SessionMode.MATCH,
                        lanes.getFirst(),
                        Optional.empty(),
                        keys,
                        List.of(keys.size()));
        accept(peer);
        return peer;
    }

    /** The same in one lane, with fields of whom both parties have. */
    ScriptedFields fieldsConfirming(String lane, List<byte[]> keys) {
        var peer =
                new ScriptedFields(
                        TestConvenant.confirming(
                                nodeKeys,
                                ScriptedPeer.keyRing(),
                                "FIELDS",
                                List.of(lane),
                                30,
                                Map.of()),
                        Optional.empty(),
                        lane,
                        keys);
        accept(peer);
        return peer;
    }

    /** Both sign a convenant that takes the place of the one of that peer. */
    void replaceConvenant(ScriptedPeer peer) {
        accept(
                new ScriptedPeer(
                        TestConvenant.replacing(peer.convenant, nodeKeys, ScriptedPeer.keyRing()),
                        List.of()));
    }

    private ScriptedPeer peer(TestConvenant convenant, int... pupils) {
        var peer = new ScriptedPeer(convenant, keys(pupils));
        accept(peer);
        return peer;
    }

    private static void accept(ScriptedPeer peer) {
        TestConvenant convenant = peer.convenant;
        convenant.signedBy(peer.jws);
        NodeClient.given()
                .put("/v1/convenants/" + convenant.hash() + "/accept")
                .then()
                .statusCode(200);
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
                            .queryParam("limit", 100)
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

    /** The last entry about a registration under this convenant; nothing if there is none. */
    Map<String, Object> last(String convenant, String reference) {
        List<Map<String, Object>> entries = entries(convenant, reference);
        return entries.isEmpty() ? Map.of() : entries.getLast();
    }

    /** Its fields. */
    List<?> fields(String convenant, String reference) {
        return (List<?>) last(convenant, reference).getOrDefault("fields", List.of());
    }

    /** Every entry of the feed about a registration under this convenant, in order. */
    List<Map<String, Object>> entries(String convenant, String reference) {
        List<Map<String, Object>> found = new ArrayList<>();
        String next = "0";
        while (true) {
            var page =
                    NodeClient.given()
                            .queryParam("after", next)
                            .queryParam("limit", 10_000)
                            .get("/v1/outcomes")
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            List<Map<String, Object>> entries = page.getList("entries");
            entries.stream()
                    .filter(entry -> convenant.equals(entry.get("convenant")))
                    .filter(entry -> reference.equals(entry.get("reference")))
                    .forEach(found::add);
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

    /** The newest run of this convenant, as the interface shows it. */
    io.restassured.path.json.JsonPath lastRun(String convenant) {
        String id =
                NodeClient.given()
                        .get("/v1/runs")
                        .then()
                        .extract()
                        .path("find { it.convenant == '" + convenant + "' }.id");
        return NodeClient.given().get("/v1/runs/" + id).then().extract().jsonPath();
    }

    /** The last leaf of the node's log of this convenant, as JSON. */
    String lastLeaf(String convenant) {
        return sql.first(
                        "select convert_from(l.entry, 'UTF8') as entry from disclosure_leaf l join"
                                + " disclosure_log g on g.id = l.log_id where g.origin = ? order by"
                                + " l.leaf_index desc limit 1",
                        row -> row.getString("entry"),
                        TestNode.OIN + "/" + convenant)
                .orElseThrow();
    }

    /** The database of the node. */
    Sql sql() {
        return sql;
    }

    /** Does {@code meanwhile} while no leaf can be written to any log of the node. */
    <T> T whileTheLogCannotBeWritten(Supplier<T> meanwhile) {
        sql.run(
                "CREATE FUNCTION refuse_leaf() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE"
                        + " EXCEPTION 'disk full'; END$$");
        sql.run(
                "CREATE TRIGGER refuse_leaf BEFORE INSERT ON disclosure_leaf FOR EACH ROW EXECUTE"
                        + " FUNCTION refuse_leaf()");
        try {
            return meanwhile.get();
        } finally {
            sql.run("DROP TRIGGER refuse_leaf ON disclosure_leaf");
            sql.run("DROP FUNCTION refuse_leaf()");
        }
    }
}
