package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One rejection for each check of the specification's table after the offers. */
class RejectionTest {

    private static final Party RBL = new Party(Role.INITIATOR, List.of("anna", "bram", "chris"));
    private static final Party SWV = new Party(Role.RESPONDER, List.of("bram", "daan"));
    private static final Offer OFFER = RBL.offer(Optional.empty());
    private static final byte[] OFFER_OCTETS = Party.octets(OFFER);
    private static final Offer ANSWER = SWV.offer(Optional.of(Offer.hash(OFFER_OCTETS)));
    private static final Octets OFFERS_HASH = Offer.pairHash(OFFER_OCTETS, Party.octets(ANSWER));
    private static final Octets OTHER = Offer.hash(new byte[] {1});

    private static void assertRefused(RefusalType type, Optional<Refusal> refusal) {
        assertThat(refusal).map(Refusal::type).contains(type);
    }

    private static ElementsCheck elementsCheck() {
        return new ElementsCheck(OFFER, OFFERS_HASH, Party.TERMS.rounds());
    }

    @Test
    void aHeaderThatDoesNotOpenTheCommitmentIsACommitmentMismatch() {
        List<Octets> swapped = new ArrayList<>(RBL.list.digests());
        Collections.reverse(swapped);
        for (ElementsHeader header :
                List.of(
                        new ElementsHeader(OFFERS_HASH, OTHER, RBL.list.digests(), 0),
                        new ElementsHeader(OFFERS_HASH, RBL.list.salt(), swapped, 0),
                        new ElementsHeader(
                                OFFERS_HASH,
                                RBL.list.salt(),
                                RBL.list.digests().subList(0, 15),
                                0))) {
            assertRefused(RefusalType.COMMITMENT_MISMATCH, elementsCheck().header(header));
        }
        assertRefused(RefusalType.OFFERS_DIFFER, elementsCheck().header(RBL.elementsHeader(OTHER)));
    }

    /** A late swap of a chunk (finding 13): the commitment has fixed every one of them. */
    @Test
    void aChunkOtherThanTheOneCommittedToIsAChunkConflict() {
        int j = fullChunk(RBL);
        byte[] swapped = SWV.chunks().get(fullChunk(SWV)).flat();

        assertChunk(RefusalType.CHUNK_CONFLICT, j, swapped, RBL.list.digests());
        assertChunk(RefusalType.OUT_OF_ORDER, 99, swapped, RBL.list.digests());
    }

    @Test
    void elementsThatAreNotCanonicalOrTooManyAreInvalid() {
        int j = fullChunk(RBL);
        byte[] identity = new byte[Party.SUITE.elementLength()];
        byte[] negative = identity.clone();
        negative[0] = 1;
        byte[] two =
                Elements.join(
                                Party.SUITE,
                                List.of(RBL.chunks().get(j), SWV.chunks().get(fullChunk(SWV))))
                        .flat();

        for (byte[] chunk : List.of(identity, negative, two, new byte[0], new byte[31])) {
            assertChunk(RefusalType.INVALID_ELEMENT, j, chunk, digestsWith(j, chunk));
        }
    }

    /** Finding 16: order and uniqueness hold across the borders of chunks. */
    @Test
    void elementsThatDoNotAscendAcrossAChunkBorderAreInvalid() {
        int j = fullChunk(RBL);
        byte[] chunk = RBL.chunks().get(j).flat();
        Octets same = RBL.chunks().get(j).get(0);
        var highest = new byte[same.length()];
        Arrays.fill(highest, (byte) 0xff);

        for (Octets previous : List.of(same, Octets.of(highest))) {
            assertThat(check(j, chunk, RBL.list.digests(), Optional.of(previous)))
                    .isInstanceOfSatisfying(
                            Verified.Refused.class,
                            r ->
                                    assertThat(r.refusal().type())
                                            .isEqualTo(RefusalType.INVALID_ELEMENT));
        }
    }

    private static int fullChunk(Party party) {
        for (int j = 0; j < party.chunks().size(); j++) {
            if (!party.chunks().get(j).isEmpty()) {
                return j;
            }
        }
        throw new AssertionError("no pupils");
    }

    private static List<Octets> digestsWith(int j, byte[] chunk) {
        var digests = new ArrayList<>(RBL.list.digests());
        digests.set(j, Hashes.sha256().lp("elements").lp(chunk).end());
        return digests;
    }

    private static Verified<Elements> check(
            int j, byte[] chunk, List<Octets> digests, Optional<Octets> previous) {
        return elementsCheck()
                .chunk(
                        Party.GROUP,
                        new ElementsHeader(OFFERS_HASH, RBL.list.salt(), digests, 0),
                        j,
                        chunk,
                        previous,
                        SWV.list.batch().elements());
    }

    private static void assertChunk(RefusalType type, int j, byte[] chunk, List<Octets> digests) {
        assertThat(check(j, chunk, digests, Optional.empty()))
                .isInstanceOfSatisfying(
                        Verified.Refused.class,
                        refused -> assertThat(refused.refusal().type()).isEqualTo(type));
    }

    /**
     * @param names convenant, purpose, legal basis, sender and receiver
     */
    private static ExposureTerms leaf(UUID sid, Octets offers, String names, int n, Octets root) {
        List<String> each = List.of(names.split(" ", -1));
        return new ExposureTerms(
                sid,
                offers,
                each.get(0),
                each.get(1),
                each.get(2),
                each.get(3),
                each.get(4),
                n,
                root);
    }

    @Test
    void anExposureLeafThatSaysSomethingElseIsNotLogged() {
        ExposureTerms expected = leaf(Party.SID, OFFERS_HASH, "c0ffee purpose basis 1 2", 3, OTHER);
        for (ExposureTerms leaf :
                List.of(
                        leaf(new UUID(1, 2), OFFERS_HASH, "c0ffee purpose basis 1 2", 3, OTHER),
                        leaf(Party.SID, OTHER, "c0ffee purpose basis 1 2", 3, OTHER),
                        leaf(Party.SID, OFFERS_HASH, "beef purpose basis 1 2", 3, OTHER),
                        leaf(Party.SID, OFFERS_HASH, "c0ffee else basis 1 2", 3, OTHER),
                        leaf(Party.SID, OFFERS_HASH, "c0ffee purpose else 1 2", 3, OTHER),
                        leaf(Party.SID, OFFERS_HASH, "c0ffee purpose basis 2 2", 3, OTHER),
                        leaf(Party.SID, OFFERS_HASH, "c0ffee purpose basis 1 1", 3, OTHER),
                        leaf(Party.SID, OFFERS_HASH, "c0ffee purpose basis 1 2", 2, OTHER),
                        leaf(Party.SID, OFFERS_HASH, "c0ffee purpose basis 1 2", 3, OFFERS_HASH))) {
            assertRefused(RefusalType.NOT_LOGGED, expected.check(leaf));
        }
        assertThat(expected.check(expected)).isEmpty();
    }

    @Test
    void evaluatedRoundsAreRefusedForEachOfTheirChecks() {
        int j = fullChunk(SWV);
        Elements chunk = SWV.chunks().get(j);
        Evaluation honest = RBL.evaluate(OFFERS_HASH, j, chunk);
        Octets digest = EvaluatedHeader.digest(honest.points(), honest.proof());

        assertRefused(
                RefusalType.OFFERS_DIFFER,
                honest.checkHeader(new EvaluatedHeader(OTHER, j, digest), OFFERS_HASH, j));
        assertRefused(
                RefusalType.OUT_OF_ORDER,
                honest.checkHeader(
                        new EvaluatedHeader(OFFERS_HASH, j + 1, digest), OFFERS_HASH, j));
        assertRefused(
                RefusalType.CHUNK_CONFLICT,
                honest.checkHeader(new EvaluatedHeader(OFFERS_HASH, j, OTHER), OFFERS_HASH, j));

        Octets key = RBL.list.publicKey();
        ProofContext context = RBL.context(OFFERS_HASH);
        var none = new Evaluation(Elements.none(Party.SUITE), Octets.empty());
        var identity =
                new Evaluation(
                        Elements.of(Party.SUITE, new byte[chunk.flat().length]), honest.proof());
        var unproven = new Evaluation(honest.points(), Octets.empty());
        var unmasked = new Evaluation(chunk, honest.proof());
        assertRefused(RefusalType.INVALID_ELEMENT, none.check(Party.GROUP, key, context, j, chunk));
        assertRefused(
                RefusalType.INVALID_ELEMENT, identity.check(Party.GROUP, key, context, j, chunk));
        assertRefused(
                RefusalType.PROOF_INVALID, unproven.check(Party.GROUP, key, context, j, chunk));
        assertRefused(
                RefusalType.PROOF_INVALID, unmasked.check(Party.GROUP, key, context, j, chunk));
        assertRefused(
                RefusalType.PROOF_INVALID, honest.check(Party.GROUP, key, context, j + 1, chunk));
        assertRefused(
                RefusalType.PROOF_INVALID,
                honest.check(Party.GROUP, key, context, j, otherChunk()));
        assertRefused(
                RefusalType.PROOF_INVALID,
                new Evaluation(Elements.none(Party.SUITE), honest.proof())
                        .check(Party.GROUP, key, context, j, Elements.none(Party.SUITE)));
        assertThat(honest.check(Party.GROUP, key, context, j, chunk)).isEmpty();
    }

    private static Elements otherChunk() {
        return RBL.chunks().get(fullChunk(RBL));
    }

    @Test
    void resultsAndReceiptsMustBeAboutTheSame() {
        List<Tags.Match> matches = List.of(new Tags.Match(0, OTHER.first(16)));
        Octets tag = Tags.resultTag(OTHER, Party.RBL, matches);

        assertRefused(
                RefusalType.TRANSCRIPT_DIFFERS,
                ResultCheck.result(new Result(OFFERS_HASH, 1, tag), OTHER, Party.RBL, matches));
        assertRefused(
                RefusalType.DISPUTED,
                ResultCheck.result(new Result(OTHER, 2, tag), OTHER, Party.RBL, matches));
        assertRefused(
                RefusalType.DISPUTED,
                ResultCheck.result(new Result(OTHER, 1, OTHER), OTHER, Party.RBL, matches));
        assertThat(ResultCheck.result(new Result(OTHER, 1, tag), OTHER, Party.RBL, matches))
                .isEmpty();
        for (Receipt receipt :
                List.of(
                        new Receipt(tag, OTHER, OFFERS_HASH, Receipt.AGREED, ""),
                        new Receipt(OTHER, tag, OFFERS_HASH, Receipt.AGREED, ""),
                        new Receipt(OTHER, OTHER, tag, Receipt.AGREED, ""),
                        new Receipt(OTHER, OTHER, OFFERS_HASH, "disputed", ""))) {
            assertRefused(
                    RefusalType.RECEIPT_DIFFERS,
                    ResultCheck.receipt(receipt, OTHER, OTHER, OFFERS_HASH));
        }
    }
}
