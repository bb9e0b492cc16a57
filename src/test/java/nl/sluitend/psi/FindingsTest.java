package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.oprf.Scalar;
import org.junit.jupiter.api.Test;

/** The attacks of the protocol review that this package must stop, by number. */
class FindingsTest {

    private static final Octets OFFERS_HASH = Offer.hash(new byte[] {7});
    private static final Party RBL = new Party(Role.INITIATOR, List.of("anna", "bram", "chris"));
    private static final Party SWV = new Party(Role.RESPONDER, List.of("bram", "daan"));

    /** A random source that stands still. */
    private static final class Stuck extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 42);
        }
    }

    private static Elements whole(Party party) {
        return party.list.batch().elements();
    }

    @Test
    void finding1NoncesDifferForDifferentStatementsUnderAConstantRandomSource() {
        var stuck = new Party(Role.INITIATOR, List.of("anna"), new Stuck());
        Elements one = whole(SWV).range(0, 1);
        Elements other = whole(SWV).range(1, 2);

        byte[] first = stuck.evaluate(OFFERS_HASH, 0, one).proof().toByteArray();
        byte[] second = stuck.evaluate(OFFERS_HASH, 0, other).proof().toByteArray();

        // One nonce for two challenges would give k = (s1 - s2) / (c2 - c1).
        try (Scalar k = stuck.k();
                Scalar c1 = scalar(first, 0);
                Scalar s1 = scalar(first, 32);
                Scalar c2 = scalar(second, 0);
                Scalar s2 = scalar(second, 32);
                Scalar guess = s1.minus(s2).times(c2.minus(c1).inverse())) {
            assertThat(guess.equals(k)).isFalse();
            assertThat(s1.plus(c1.times(k)).equals(s2.plus(c2.times(k)))).isFalse();
        }
    }

    private static Scalar scalar(byte[] proof, int from) {
        return Scalar.decode(Party.SUITE, Arrays.copyOfRange(proof, from, from + 32));
    }

    @Test
    void finding10AReflectedOfferIsRefused() {
        Offer mirror = withOwnKey(SWV.offer(Optional.of(OFFERS_HASH)), RBL.list.publicKey());
        Offer copy = withCommitment(SWV.offer(Optional.of(OFFERS_HASH)), RBL.list.commitment());

        for (Offer offer : List.of(mirror, copy)) {
            assertThat(OfferCheck.incoming(Party.GROUP, offer, Role.RESPONDER, RBL.context()))
                    .map(Refusal::type)
                    .contains(RefusalType.REFLECTED);
        }
    }

    @Test
    void finding10AnElementOfOursInThePeersListIsRefused() {
        Elements own = whole(RBL);
        byte[] reflected = own.range(1, 2).flat();
        Offer offer = withSize(SWV.offer(Optional.of(OFFERS_HASH)), 1);
        var chunking = new Chunking(Party.TERMS.rounds(), 1);
        List<Octets> digests =
                chunking.cut(own.range(1, 2)).stream().map(Commitment::digest).toList();
        int j = Party.TERMS.rounds() - 1;

        Verified<Elements> verified =
                new ElementsCheck(offer, OFFERS_HASH, Party.TERMS.rounds())
                        .chunk(
                                Party.GROUP,
                                new ElementsHeader(OFFERS_HASH, SWV.list.salt(), digests, 0),
                                j,
                                reflected,
                                Optional.empty(),
                                own);

        assertThat(verified)
                .isInstanceOfSatisfying(
                        Verified.Refused.class,
                        refused ->
                                assertThat(refused.refusal().type())
                                        .isEqualTo(RefusalType.REFLECTED));
    }

    @Test
    void finding10AnEvaluationSentBackIsNotAProofOfTheOtherParty() {
        Elements chunk = whole(SWV);
        Evaluation ofRbl = RBL.evaluate(OFFERS_HASH, 0, chunk);

        assertThat(
                        ofRbl.check(
                                Party.GROUP,
                                RBL.list.publicKey(),
                                SWV.context(OFFERS_HASH),
                                0,
                                chunk))
                .map(Refusal::type)
                .contains(RefusalType.PROOF_INVALID);
    }

    @Test
    void finding10AResultTagSentBackIsNotThatOfTheOtherParty() {
        List<Tags.Match> matches = List.of(new Tags.Match(0, OFFERS_HASH.first(16)));
        var ofRbl = new Result(OFFERS_HASH, 1, Tags.resultTag(OFFERS_HASH, Party.RBL, matches));

        assertThat(ResultCheck.result(ofRbl, OFFERS_HASH, Party.SWV, matches))
                .map(Refusal::type)
                .contains(RefusalType.DISPUTED);
    }

    @Test
    void finding13TheCommitmentFixesEveryChunk() {
        Offer offer = RBL.offer(Optional.empty());
        var check = new ElementsCheck(offer, OFFERS_HASH, Party.TERMS.rounds());
        for (int j = 0; j < Party.TERMS.rounds(); j++) {
            Octets[] digests = RBL.list.digests().toArray(Octets[]::new);
            digests[j] = Commitment.digest(whole(SWV));
            assertThat(
                            check.header(
                                    new ElementsHeader(
                                            OFFERS_HASH, RBL.list.salt(), List.of(digests), 0)))
                    .map(Refusal::type)
                    .contains(RefusalType.COMMITMENT_MISMATCH);
        }
    }

    @Test
    void finding14WhatWasSignedForAnotherPartyDoesNotOpenHere() {
        Offer forSwv = RBL.offer(Optional.empty());
        Offer relayed = withReceiver(forSwv, "00000009000000003000");

        assertThat(
                        new ElementsCheck(relayed, OFFERS_HASH, Party.TERMS.rounds())
                                .header(RBL.elementsHeader(OFFERS_HASH)))
                .map(Refusal::type)
                .contains(RefusalType.COMMITMENT_MISMATCH);
        assertThat(
                        new ElementsCheck(forSwv, Offer.hash(new byte[0]), 16)
                                .header(RBL.elementsHeader(OFFERS_HASH)))
                .map(Refusal::type)
                .contains(RefusalType.OFFERS_DIFFER);
    }

    @Test
    void finding16APointThatOccursTwiceNeverEntersABatch() {
        try (Scalar rho = Party.GROUP.randomScalar(new SecureRandom())) {
            Elements twice = Party.points(rho, List.of("anna", "bram", "anna"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Batch.mask(Party.GROUP, rho, twice, new Chunking(16, 3)))
                    .withMessageContaining("twice");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Batch.mask(Party.GROUP, rho, twice, new Chunking(16, 2)))
                    .withMessageContaining("size");
        }
    }

    @Test
    void finding18EveryLaneSessionPartyAndListHasAKeyOfItsOwn() {
        byte[] seed = new byte[32];
        Octets root = OFFERS_HASH;
        var demographic =
                new Terms("c0ffee", SessionMode.MATCH, "DEMOGRAPHIC", Party.SUITE, "1", 100);
        Set<Octets> keys =
                Set.of(
                        key(seed, Party.SID, Party.TERMS, Party.RBL, Party.SWV, root),
                        key(seed, Party.SID, demographic, Party.RBL, Party.SWV, root),
                        key(seed, new UUID(0, 1), Party.TERMS, Party.RBL, Party.SWV, root),
                        key(seed, Party.SID, Party.TERMS, Party.SWV, Party.RBL, root),
                        key(seed, Party.SID, Party.TERMS, Party.RBL, Party.SWV, Octets.empty()));

        assertThat(keys).hasSize(5);
    }

    private static Octets key(
            byte[] seed, UUID sid, Terms terms, String own, String peer, Octets root) {
        try (Scalar k = SessionScalar.derive(Party.GROUP, seed, sid, terms, own, peer, root)) {
            return SessionScalar.publicKey(Party.GROUP, k);
        }
    }

    @Test
    void finding31AnEvaluationUnderAnotherKeyThanTheOfferIsNeverGivenOut() {
        try (Scalar k = RBL.k()) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    Evaluation.evaluate(
                                            Party.GROUP,
                                            Party.GROUP,
                                            k,
                                            SWV.list.publicKey(),
                                            RBL.context(OFFERS_HASH),
                                            0,
                                            whole(SWV),
                                            new SecureRandom()));
        }
    }

    @Test
    void finding31ABatchThatIsNotTheListUnderOneExponentIsNeverGivenOut() {
        var random = new SecureRandom();
        try (Scalar rho = Party.GROUP.randomScalar(random);
                Scalar s = Party.GROUP.randomScalar(random);
                Scalar k = s.times(rho)) {
            Elements points = Party.points(rho, List.of("anna", "bram"));
            Elements forged = Party.points(rho, List.of("anna", "chris"));
            var statement =
                    new BatchProof.Statement(
                            Party.SUITE,
                            Party.SID,
                            Party.RBL,
                            "PGN",
                            OFFERS_HASH,
                            SessionScalar.publicKey(Party.GROUP, k),
                            points,
                            forged,
                            new Chunking(16, 2));
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    BatchProof.prove(
                                            Party.GROUP, Party.GROUP, statement, s, rho, random));
        }
    }

    @Test
    void theBatchProofHoldsForAnEmptyListToo() {
        var empty = new Party(Role.RESPONDER, List.of());

        assertThat(empty.list.batch().elements().isEmpty()).isTrue();
        assertThat(empty.list.proof().chunkProofs()).allMatch(Octets::isEmpty);
    }

    private static Offer withOwnKey(Offer o, Octets key) {
        return copy(o, o.receiver(), o.n(), key, o.commitment());
    }

    private static Offer withCommitment(Offer o, Octets commitment) {
        return copy(o, o.receiver(), o.n(), o.publicKey(), commitment);
    }

    private static Offer withSize(Offer o, int n) {
        return copy(o, o.receiver(), n, o.publicKey(), o.commitment());
    }

    private static Offer withReceiver(Offer o, String receiver) {
        return copy(o, receiver, o.n(), o.publicKey(), o.commitment());
    }

    private static Offer copy(Offer o, String receiver, int n, Octets key, Octets commitment) {
        return new Offer(
                o.version(),
                o.sid(),
                o.role(),
                o.sender(),
                receiver,
                o.convenant(),
                o.purpose(),
                o.mode(),
                o.lane(),
                o.suite(),
                o.keyVersion(),
                o.refDate(),
                n,
                o.added(),
                o.removed(),
                key,
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
}
