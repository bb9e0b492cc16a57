package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.Octets;

/** Requests of data subjects on the pages, and notices from either side. */
final class NoticeSteps {

    private static final String REQUESTS = "/privacy/verzoeken";

    private NoticeSteps() {}

    /** Enters a request about a pupil; gives the address of its page. */
    static String enter(ReconciliationFixture fixture, String right, int pupil) {
        fixture.sql().run("UPDATE rights_request SET created_at = created_at - interval '2 hours'");
        LocalDate today =
                LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneId.of("Europe/Amsterdam"));
        Response made =
                post(
                        REQUESTS + "/nieuw",
                        Map.of(
                                "recht",
                                right,
                                "vrager",
                                "PARENT",
                                "ontvangen",
                                today.toString(),
                                "identiteit",
                                "ja",
                                "nummer",
                                ReconciliationFixture.bsn(pupil)));
        assertThat(made.statusCode()).isEqualTo(303);
        String location = made.header("Location");
        return location.substring(location.indexOf(REQUESTS));
    }

    static UUID id(String address) {
        return UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
    }

    /** Grants it; of a rectification says which fields were put right. */
    static Response grant(String address, String... fields) {
        Map<String, Object> form =
                new HashMap<>(
                        Map.of("besluit", "toewijzen", "toelichting", "Zo is het.", "zeker", "ja"));
        form.put("veld", List.of(fields));
        return post(address + "/besluit", form);
    }

    static Response post(String address, Map<String, ?> form) {
        return NodeClient.given()
                .accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .contentType(ContentType.URLENC.withCharset(StandardCharsets.UTF_8))
                .formParams(form)
                .post(address);
    }

    static String page(String address) {
        return NodeClient.given()
                .accept("text/html")
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** What the peer tells: of the first of the matches. */
    static Notice byPeer(ScriptedPeer peer, NoticeKind kind, String... fields) {
        return new Notice(
                UUID.randomUUID(),
                peer.convenant.hash(),
                peer.sid,
                peer.matches().getFirst().tag(),
                kind,
                List.of(fields),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    static Response send(ScriptedPeer peer, Notice notice) {
        return peer.sendJws("POST", PeerNoticeResource.PATH, NoticeForms.NOTICE.encode(notice));
    }

    static Octets hash(Notice notice) {
        return Messages.hash(NoticeForms.NOTICE.encode(notice));
    }
}
