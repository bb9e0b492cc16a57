package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Abort;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Role;
import org.junit.jupiter.api.Test;

class MessageCodecTest {

    private static final Octets DIGEST = Messages.hash(new byte[] {1});
    private static final UUID SID = new UUID(1, 2);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static Offer offer(Optional<Octets> offerHash) {
        return new Offer(
                Offer.VERSION,
                SID,
                offerHash.isPresent() ? Role.RESPONDER : Role.INITIATOR,
                "00000099000000001000",
                "00000099000000002000",
                "ab".repeat(32),
                "AFSTEMMING",
                "MATCH",
                "PGN",
                "ristretto255-SHA512",
                "1",
                "2026-11-01",
                3,
                1,
                0,
                DIGEST,
                DIGEST,
                DIGEST,
                DIGEST,
                DIGEST,
                Optional.of(DIGEST),
                NOW,
                NOW.plusSeconds(60),
                offerHash,
                Optional.empty());
    }

    @Test
    void everyMessageIsReadAsItWasWritten() throws InvalidMessageException {
        for (Offer offer : List.of(offer(Optional.empty()), offer(Optional.of(DIGEST)))) {
            assertThat(MessageCodec.OFFER.decode(MessageCodec.OFFER.encode(offer)))
                    .isEqualTo(offer);
        }
        var elements = new ElementsHeader(DIGEST, DIGEST, List.of(DIGEST, DIGEST), 7);
        assertThat(MessageCodec.ELEMENTS.decode(MessageCodec.ELEMENTS.encode(elements)))
                .isEqualTo(elements);
        var exposed =
                new Exposed(
                        DIGEST, Octets.of(new byte[] {5}), 9, List.of(DIGEST), "note\n", List.of());
        assertThat(MessageCodec.EXPOSED.decode(MessageCodec.EXPOSED.encode(exposed)))
                .isEqualTo(exposed);
        var evaluated = new EvaluatedHeader(DIGEST, 3, DIGEST);
        assertThat(MessageCodec.EVALUATED.decode(MessageCodec.EVALUATED.encode(evaluated)))
                .isEqualTo(evaluated);
        var result = new Result(DIGEST, 2, DIGEST);
        assertThat(MessageCodec.RESULT.decode(MessageCodec.RESULT.encode(result)))
                .isEqualTo(result);
        var receipt = new Receipt(DIGEST, DIGEST, DIGEST, Receipt.AGREED, "note\n");
        assertThat(MessageCodec.RECEIPT.decode(MessageCodec.RECEIPT.encode(receipt)))
                .isEqualTo(receipt);
        var abort = new Abort(SID, "stopped", Phase.EXPOSED, 1, 0);
        assertThat(MessageCodec.ABORT.decode(MessageCodec.ABORT.encode(abort))).isEqualTo(abort);
    }

    @Test
    void anotherSpellingOrAnotherMemberIsRefused() {
        String json =
                new String(
                        MessageCodec.RESULT.encode(new Result(DIGEST, 2, DIGEST)),
                        StandardCharsets.UTF_8);

        for (String other :
                List.of(
                        json.replace("{", "{ "),
                        json.replace("{", "{\"extra\":1,"),
                        json.replace("\"count\":2", "\"count\":-2"),
                        json.replace("\"count\":2", "\"count\":2.5"),
                        json.replace("\"count\":2", "\"count\":\"2\""),
                        json.replace("sluitend/v1/result", "sluitend/v1/receipt"),
                        json.replace(DIGEST.base64Url(), DIGEST.base64Url() + "="),
                        json.replace(DIGEST.base64Url(), "AAAA"),
                        "[]",
                        "")) {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .as(other)
                    .isThrownBy(
                            () ->
                                    MessageCodec.RESULT.decode(
                                            other.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aMessageOfOneKindIsNotReadAsAnother() {
        byte[] evaluated = MessageCodec.EVALUATED.encode(new EvaluatedHeader(DIGEST, 3, DIGEST));

        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> MessageCodec.ELEMENTS.decode(evaluated));
    }

    @Test
    void anOfferWhoseMembersContradictEachOtherIsRefused() {
        String json =
                new String(
                        MessageCodec.OFFER.encode(offer(Optional.empty())), StandardCharsets.UTF_8);

        for (String other :
                List.of(
                        json.replace("INITIATOR", "RESPONDER"),
                        json.replace("INITIATOR", "WATCHER"),
                        json.replace("10:00:00Z", "12:00:00Z"),
                        json.replace(
                                SID.toString(),
                                SID.toString().toUpperCase(java.util.Locale.ROOT) + "x"))) {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .as(other)
                    .isThrownBy(
                            () ->
                                    MessageCodec.OFFER.decode(
                                            other.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aFrameIsReadAsItWasWrittenAndNothingElseIs() throws InvalidMessageException {
        var frame = new EvaluatedFrame("a.b.c", DIGEST, Octets.empty());
        byte[] octets = frame.encode();

        assertThat(EvaluatedFrame.decode(octets)).isEqualTo(frame);
        for (byte[] other :
                List.of(
                        new byte[0],
                        java.util.Arrays.copyOf(octets, octets.length - 1),
                        java.util.Arrays.copyOf(octets, octets.length + 1),
                        new byte[] {-1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0})) {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> EvaluatedFrame.decode(other));
        }
    }
}
