package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertEnded;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** Several chunks of a list in one body, as {@code docs/protocol/match.md} has them. */
@QuarkusTest
@RolesOfSystems
class ChunksTogetherTest {

    private static final int LAST = 15;

    @Inject ReconciliationFixture fixture;

    private static byte[] join(List<Elements> chunks) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        chunks.forEach(chunk -> octets.writeBytes(chunk.flat()));
        return octets.toByteArray();
    }

    private ScriptedPeer peerWhoseListIsDue() {
        ScriptedPeer peer = fixture.peer(IntStream.range(1260, 1280).toArray());
        peer.agreeOnOffers();
        peer.putHeader(peer.header()).then().statusCode(204);
        return peer;
    }

    @Test
    void chunksInOneBodyCountAsThoseThatComeOneByOne() throws Exception {
        ScriptedPeer peer = peerWhoseListIsDue();

        peer.putChunks(0, 6, join(peer.ownChunks.subList(0, 7))).then().statusCode(204);
        peer.putChunk(7, peer.ownChunks.get(7).flat()).then().statusCode(204);
        peer.putChunks(6, LAST, join(peer.ownChunks.subList(6, LAST + 1))).then().statusCode(204);
        peer.fetchList();

        Response together = ScriptedPeer.http().get(peer.path("/elements/0?to=" + LAST));
        assertThat(together.statusCode()).isEqualTo(200);
        assertThat(together.asByteArray()).isEqualTo(join(peer.nodeChunks));
        assertThat(ScriptedPeer.http().get(peer.path("/elements/3?to=9")).asByteArray())
                .isEqualTo(join(peer.nodeChunks.subList(3, 10)));
    }

    @Test
    void oneOtherOctetAmongThemEndsTheSession() {
        ScriptedPeer peer = peerWhoseListIsDue();
        byte[] octets = join(peer.ownChunks);
        octets[octets.length / 2] ^= 1;

        assertRefused(peer.putChunks(0, LAST, octets), RefusalType.CHUNK_CONFLICT);
        assertEnded(fixture, peer, "aborted-clean", RefusalType.CHUNK_CONFLICT);
    }

    @Test
    void aBodyThatIsTooShortEndsTheSession() {
        ScriptedPeer peer = peerWhoseListIsDue();
        byte[] octets = join(peer.ownChunks);

        assertRefused(
                peer.putChunks(0, LAST, Arrays.copyOf(octets, octets.length - 32)),
                RefusalType.CHUNK_CONFLICT);
        assertEnded(fixture, peer, "aborted-clean", RefusalType.CHUNK_CONFLICT);
    }

    @Test
    void aBodyThatIsTooLongEndsTheSession() {
        ScriptedPeer peer = peerWhoseListIsDue();
        byte[] octets = join(peer.ownChunks);

        assertRefused(
                peer.putChunks(0, LAST, Arrays.copyOf(octets, octets.length + 32)),
                RefusalType.CHUNK_CONFLICT);
        assertEnded(fixture, peer, "aborted-clean", RefusalType.CHUNK_CONFLICT);
    }

    @Test
    void chunksThatThereAreNotAreRefused() {
        ScriptedPeer peer = peerWhoseListIsDue();
        byte[] octets = join(peer.ownChunks);

        assertRefused(peer.putChunks(0, LAST + 1, octets), RefusalType.OUT_OF_ORDER);
        assertRefused(peer.putChunks(2, 1, octets), RefusalType.OUT_OF_ORDER);
        assertRefused(peer.putChunks(-1, 1, octets), RefusalType.OUT_OF_ORDER);
        peer.putChunks(0, LAST, octets).then().statusCode(204);
        assertRefused(
                ScriptedPeer.http().get(peer.path("/elements/0?to=" + (LAST + 1))),
                RefusalType.OUT_OF_ORDER);
    }

    /** A body is held in memory whole, so it has a limit of its own. */
    @Test
    void moreElementsThanTheLargestChunkHoldsAreNotTakenInOneBody() {
        ScriptedPeer peer =
                fixture.peerWith(
                        10_000,
                        IntStream.range(0, ListExchange.TOGETHER + 8)
                                .mapToObj(i -> ("key " + i).getBytes(StandardCharsets.UTF_8))
                                .toList());
        peer.agreeOnOffers();
        peer.putHeader(peer.header()).then().statusCode(204);

        assertRefused(peer.putChunks(0, LAST, join(peer.ownChunks)), RefusalType.OUT_OF_ORDER);
        peer.putChunks(0, LAST - 1, join(peer.ownChunks.subList(0, LAST))).then().statusCode(204);
    }
}
