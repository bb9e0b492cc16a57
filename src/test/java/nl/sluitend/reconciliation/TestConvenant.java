package nl.sluitend.reconciliation;

import static io.restassured.http.ContentType.JSON;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.ConvenantForm;
import nl.sluitend.demo.DemoFormalities;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.party.Jws;
import nl.sluitend.party.KeyRing;

/**
 * A convenant between {@link TestNode} and its counterparty, matching by PGN; each one has a hash
 * of its own, and so a log and a ledger of its own.
 */
record TestConvenant(String json, int cap) {

    static final String ARTICLE = "AVG art. 6 lid 1 onder e";
    static final String LAW = "wettelijke taak, voor een test";
    static final String BASIS = ARTICLE + "; " + LAW;

    static TestConvenant of(KeyRing node, KeyRing peer, int cap, int attempts) {
        return of(node, peer, cap, attempts, List.of("PGN"));
    }

    /**
     * @param lanes kinds of matching key, in order
     */
    static TestConvenant of(KeyRing node, KeyRing peer, int cap, int attempts, List<String> lanes) {
        return of(node, peer, cap, attempts, lanes, "MATCH", Map.of());
    }

    /** One that takes the place of another. */
    static TestConvenant replacing(TestConvenant before, KeyRing node, KeyRing peer) {
        return of(
                node,
                peer,
                before.cap(),
                3,
                List.of("PGN"),
                "MATCH",
                Map.of("predecessor", before.hash()));
    }

    /**
     * With other members than is usual here.
     *
     * @param more in place of those of the same name
     */
    static TestConvenant with(KeyRing node, KeyRing peer, Map<String, Object> more) {
        return of(node, peer, 1000, 3, List.of("PGN"), "MATCH", more);
    }

    /** Also about a category that tells about health, excepted by both parties or by nobody. */
    static TestConvenant withHealth(KeyRing node, KeyRing peer, boolean excepted) {
        List<String> special = List.of("GEOORLOOFD_LANGDURIG");
        List<String> both = List.of("ABSOLUUT_VERZUIM", "GEOORLOOFD_LANGDURIG");
        return of(
                node,
                peer,
                1000,
                3,
                List.of("PGN"),
                "MATCH",
                Map.of(
                        "categories",
                        both.stream()
                                .map(
                                        code ->
                                                Map.of(
                                                        "code",
                                                        code,
                                                        "definition",
                                                        "Voor een test.",
                                                        "duo",
                                                        List.of(),
                                                        "local",
                                                        List.of()))
                                .toList(),
                        "scope",
                        Map.of(
                                "period",
                                "SCHOOL_YEAR",
                                "sectors",
                                List.of("ALL"),
                                "categories",
                                both),
                        "specialCategories",
                        excepted
                                ? Stream.of(TestNode.OIN, TestNode.PEER_OIN)
                                        .map(oin -> DemoFormalities.specialBasis(oin, special))
                                        .toList()
                                : List.of()));
    }

    /**
     * Each party evaluates so many pupils in thirty days at most, and as many in one run.
     *
     * @param more further members
     */
    static TestConvenant evaluating(
            KeyRing node, KeyRing peer, int most, Map<String, Object> more) {
        Map<String, Integer> caps = new HashMap<>(DemoFormalities.caps(most, 3));
        caps.put("maxEvaluated", most);
        Map<String, Object> members = new HashMap<>(more);
        members.put("caps", caps);
        return of(node, peer, most, 3, List.of("PGN"), "MATCH", members);
    }

    /** A convenant under which each may count at the other, twice in a school year. */
    static TestConvenant counting(KeyRing node, KeyRing peer) {
        return counting(node, peer, 0);
    }

    /** The same when so many registrations must have changed between two counts. */
    static TestConvenant counting(KeyRing node, KeyRing peer, int minChanged) {
        return of(
                node,
                peer,
                1000,
                3,
                List.of("PGN"),
                "COUNTS",
                Map.of(
                        "counts",
                        Map.of(
                                "groups",
                                List.of("AGE_BAND"),
                                "epsilon",
                                0.5,
                                "runsPerSchoolYear",
                                2,
                                "minDaysBetween",
                                60,
                                "minChanged",
                                minChanged)));
    }

    /**
     * A convenant under which both give the start, at most a week apart, and the lead; the peer the
     * end too, and the node the offer.
     */
    static TestConvenant fields(KeyRing node, KeyRing peer) {
        return of(
                node,
                peer,
                1000,
                3,
                List.of("PGN"),
                "FIELDS",
                Map.of(
                        "fields",
                        List.of(
                                field("startDate", TestNode.OIN, TestNode.PEER_OIN, 7),
                                field("startDate", TestNode.PEER_OIN, TestNode.OIN, 7),
                                field("lead", TestNode.OIN, TestNode.PEER_OIN, 0),
                                field("lead", TestNode.PEER_OIN, TestNode.OIN, 0),
                                field("endDate", TestNode.PEER_OIN, TestNode.OIN, 0),
                                field("offerDate", TestNode.OIN, TestNode.PEER_OIN, 0))));
    }

    /**
     * One that says what people have to confirm; of matches both give the start and the lead.
     *
     * @param lanes kinds of matching key, in order
     * @param more further members
     */
    static TestConvenant confirming(
            KeyRing node,
            KeyRing peer,
            String mode,
            List<String> lanes,
            int termDays,
            Map<String, Object> more) {
        Map<String, Object> members = new HashMap<>(more);
        members.put("confirmation", Map.of("exact", "ASKED", "termDays", termDays));
        if (mode.equals("FIELDS")) {
            members.put(
                    "fields",
                    List.of(
                            field("lead", TestNode.OIN, TestNode.PEER_OIN, 0),
                            field("lead", TestNode.PEER_OIN, TestNode.OIN, 0)));
        }
        return of(node, peer, 1000, 3, lanes, mode, members).withItsText();
    }

    /** The same with the digest of the text that belongs to its content. */
    private TestConvenant withItsText() {
        try {
            return new TestConvenant(
                    new String(
                            CanonicalJson.bytes(
                                    ConvenantForm.complete(
                                            CanonicalJson.parse(
                                                    json.getBytes(StandardCharsets.UTF_8)))),
                            StandardCharsets.UTF_8),
                    cap);
        } catch (JsonRefusedException e) {
            throw new AssertionError(e);
        }
    }

    /** A convenant under which this party alone may ask who the other has too. */
    static TestConvenant asking(KeyRing node, KeyRing peer, String asker, List<String> lanes) {
        return of(
                node,
                peer,
                1000,
                3,
                lanes,
                "MATCH_ONE_SIDED",
                Map.of("oneSided", Map.of("asker", asker)));
    }

    private static Map<String, Object> field(String name, String from, String to, int withinDays) {
        Map<String, Object> field = new HashMap<>(Map.of("name", name, "from", from, "to", to));
        if (withinDays > 0) {
            field.put("withinDays", withinDays);
        }
        return field;
    }

    private static TestConvenant of(
            KeyRing node,
            KeyRing peer,
            int cap,
            int attempts,
            List<String> lanes,
            String mode,
            Map<String, Object> more) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Map<String, Object> members = new HashMap<>();
        String template =
                Map.of(
                                "COUNTS", "telling",
                                "FIELDS", "gegevensdeling",
                                "MATCH_ONE_SIDED", "eenzijdig")
                        .getOrDefault(mode, "afstemming");
        DemoFormalities.members(template, TestNode.OIN)
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        members.putAll(
                Map.ofEntries(
                        Map.entry(
                                "parties",
                                List.of(
                                        party(TestNode.OIN, TestNode.NAME, "RBL", node, today),
                                        party(
                                                TestNode.PEER_OIN,
                                                TestNode.PEER_NAME,
                                                "SWV_PO",
                                                peer,
                                                today))),
                        Map.entry(
                                "purposes",
                                List.of(
                                        Map.of(
                                                "code",
                                                ScriptedPeer.PURPOSE,
                                                "text",
                                                "Afstemmen, test " + UUID.randomUUID(),
                                                "processingActivity",
                                                "https://register.example/afstemming/1"))),
                        Map.entry(
                                "legalBases",
                                Stream.of(TestNode.OIN, TestNode.PEER_OIN)
                                        .flatMap(oin -> basis(oin, mode, lanes, more).stream())
                                        .toList()),
                        Map.entry(
                                "categories",
                                List.of(
                                        Map.of(
                                                "code",
                                                "ABSOLUUT_VERZUIM",
                                                "definition",
                                                "Niet ingeschreven, niet vrijgesteld.",
                                                "duo",
                                                List.of(),
                                                "local",
                                                List.of()))),
                        Map.entry(
                                "scope",
                                Map.of(
                                        "period",
                                        "SCHOOL_YEAR",
                                        "sectors",
                                        List.of("ALL"),
                                        "categories",
                                        List.of("ABSOLUUT_VERZUIM"))),
                        Map.entry("modes", List.of(mode)),
                        Map.entry("suite", "ristretto255-SHA512"),
                        Map.entry("keyVersion", "1"),
                        Map.entry("matchingKeys", lanes),
                        Map.entry("fields", List.of()),
                        Map.entry("caps", DemoFormalities.caps(cap, attempts)),
                        Map.entry("schedule", Map.of("intervalDays", 7)),
                        Map.entry("retention", Map.of("outcomeDays", 365, "logYears", 5)),
                        Map.entry("informing", Map.of("text", "In de privacyverklaring.")),
                        Map.entry(
                                "decisions",
                                List.of(
                                        decision(TestNode.OIN, today),
                                        decision(TestNode.PEER_OIN, today))),
                        Map.entry(
                                "validity",
                                Map.of(
                                        "from", today.minusDays(1).toString(),
                                        "until", today.plusYears(1).toString()))));
        members.putAll(more);
        return new TestConvenant(
                new String(CanonicalJson.bytes(members), StandardCharsets.UTF_8), cap);
    }

    private static Map<String, Object> party(
            String oin, String name, String role, KeyRing keys, LocalDate today) {
        return Map.of(
                "oin",
                oin,
                "name",
                name,
                "role",
                role,
                "logKey",
                Base64.getEncoder().encodeToString(keys.logPublicKey()),
                "formalities",
                DemoFormalities.ofParty(name, today.minusDays(1)));
    }

    private static List<Map<String, Object>> basis(
            String oin, String mode, List<String> lanes, Map<String, Object> more) {
        List<String> fields =
                ((List<?>) more.getOrDefault("fields", List.of()))
                        .stream()
                                .map(field -> String.valueOf(((Map<?, ?>) field).get("name")))
                                .distinct()
                                .toList();
        List<String> covers =
                Stream.of(List.of(mode), lanes, fields).flatMap(List::stream).toList();
        return DemoFormalities.bases(oin, covers, ARTICLE, LAW);
    }

    private static Map<String, Object> decision(String oin, LocalDate today) {
        return DemoFormalities.decision(oin, oin.equals(TestNode.OIN), "test", today.minusDays(1));
    }

    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Proposes and accepts the convenant, as its counterparty. */
    void signedBy(Jws jws) {
        ScriptedPeer.http()
                .contentType(JSON)
                .body(json)
                .put("/peer/v1/convenants/" + hash())
                .then()
                .statusCode(204);
        Instant now = Instant.now(Clock.systemUTC());
        byte[] statement =
                CanonicalJson.bytes(
                        Map.of(
                                "convenantHash",
                                hash(),
                                "type",
                                "accept",
                                "signedAt",
                                now.toString()));
        ScriptedPeer.http()
                .contentType(JSON)
                .body(
                        CanonicalJson.bytes(
                                Map.of("signature", jws.sign(statement), "sentAt", now.toString())))
                .post("/peer/v1/convenants/" + hash() + "/signatures")
                .then()
                .statusCode(204);
    }
}
