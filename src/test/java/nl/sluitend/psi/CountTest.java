package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

    private static final CountingParties PARTIES =
            new CountingParties(
                    List.of(pupils("a"), pupils("b")), List.of("a1", "a2", "b3", "z1", "z2"));
    private static final Chunking ANSWERS = CountReply.chunking(PARTIES.chunking(), 56);

    private static List<String> pupils(String kind) {
        return IntStream.range(0, 20).mapToObj(i -> kind + i).toList();
    }

    private static Offer offer(Role role, int n, int added, Optional<Offer.Counting> counting) {
        Offer o = new Party(role, List.of()).offer(hash(role));
        return new Offer(
                o.version(),
                o.sid(),
                role,
                o.sender(),
                o.receiver(),
                o.convenant(),
                o.purpose(),
                CountingParties.MODE.name(),
                o.lane(),
                o.suite(),
                o.keyVersion(),
                o.refDate(),
                n,
                added,
                0,
                o.publicKey(),
                o.commitment(),
                o.listRoot(),
                o.batchProofHash(),
                o.nonce(),
                o.previousReceipt(),
                o.issued(),
                o.expires(),
                o.offerHash(),
                counting);
    }

    private static Optional<Octets> hash(Role role) {
        return role == Role.RESPONDER ? Optional.of(Offer.hash(new byte[0])) : Optional.empty();
    }

    private static Optional<RefusalType> check(Offer offer) {
        return CountLists.check(offer, 56, 1000).map(Refusal::type);
    }

    private static Offer counter(Integer... groups) {
        return offer(
                Role.INITIATOR,
                IntStream.range(0, groups.length).map(i -> groups[i]).sum(),
                0,
                Optional.of(new Offer.Counting(List.of(groups), Optional.empty())));
    }

    @Test
    void groupsThatAreFilledUpAreAccepted() {
        assertThat(check(counter(32))).isEmpty();
        assertThat(check(counter(48, 32, 32, 64))).isEmpty();
    }

    @Test
    void aSmallGroupOrTooManyAreRefused() {
        assertThat(check(counter(48, 16))).contains(RefusalType.LIMIT_EXCEEDED);
        assertThat(check(counter(32, 32, 32, 32, 32))).contains(RefusalType.LIMIT_EXCEEDED);
    }

    @Test
    void aGroupThatIsNotFilledUpIsRefused() {
        assertThat(check(counter(48, 33))).contains(RefusalType.UNSUPPORTED);
    }

    @Test
    void moreThanTheCapIsRefusedOfEither() {
        assertThat(check(counter(1024))).contains(RefusalType.LIMIT_EXCEEDED);
        assertThat(check(offer(Role.RESPONDER, 2048, 0, Optional.empty())))
                .contains(RefusalType.LIMIT_EXCEEDED);
    }

    @Test
    void aCountWithoutGroupsOrThatSaysWhatChangedIsRefused() {
        assertThat(check(offer(Role.INITIATOR, 32, 0, Optional.empty())))
                .contains(RefusalType.UNSUPPORTED);
        assertThat(check(offer(Role.RESPONDER, 128, 1, Optional.empty())))
                .contains(RefusalType.UNSUPPORTED);
    }

    @Test
    void aMatchWithGroupsIsRefused() {
        Offer match = counter(32);
        Party receiver = new Party(Role.RESPONDER, List.of("x"));
        OfferCheck.Context context = receiver.context();
        Offer asMatch =
                new Offer(
                        match.version(),
                        match.sid(),
                        match.role(),
                        match.sender(),
                        match.receiver(),
                        match.convenant(),
                        match.purpose(),
                        "MATCH",
                        match.lane(),
                        match.suite(),
                        match.keyVersion(),
                        match.refDate(),
                        match.n(),
                        0,
                        0,
                        match.publicKey(),
                        match.commitment(),
                        match.listRoot(),
                        match.batchProofHash(),
                        match.nonce(),
                        match.previousReceipt(),
                        match.issued(),
                        match.expires(),
                        match.offerHash(),
                        match.counting());
        assertThat(OfferCheck.incoming(Party.GROUP, asMatch, Role.INITIATOR, context))
                .map(Refusal::type)
                .contains(RefusalType.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "64, true", "112, true", "128, false", "192, false"})
    void theAnswerHasRoomForEveryDecoyAndIsFilledUp(int n, boolean refused) {
        Offer answer = offer(Role.RESPONDER, n, 0, Optional.empty());
        assertThat(CountLists.checkAnswer(counter(32, 32), answer, 56).isPresent())
                .isEqualTo(refused);
    }

    @Test
    void groupsBelongToTheInitiatorAndAddUp() {
        var counting = new Offer.Counting(List.of(32), Optional.of(new UUID(1, 2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> offer(Role.RESPONDER, 32, 0, Optional.of(counting)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> offer(Role.INITIATOR, 48, 0, Optional.of(counting)));
    }

    @Test
    void onePupilInTwoGroupsIsRefused() {
        Elements once = PARTIES.ofCounter;
        var first = once.range(0, 32);
        var check = new ElementsCheck(counter(32, 32), Octets.empty(), 1);
        assertThat(check.sections(once)).isEmpty();
        assertThat(check.sections(Elements.join(Party.SUITE, List.of(first, first))))
                .map(Refusal::type)
                .contains(RefusalType.INVALID_ELEMENT);
    }

    @Test
    void anAnswerIsSortedAndHasItsNumberOfPoints() {
        Elements answer = PARTIES.answer(1);
        assertThat(CountingParties.check(answer, ANSWERS, 1)).isEmpty();
        assertThat(CountingParties.check(answer.range(1, answer.size()), ANSWERS, 1)).isPresent();
        Elements swapped =
                Elements.join(
                        Party.SUITE,
                        List.of(
                                answer.range(1, 2),
                                answer.range(0, 1),
                                answer.range(2, answer.size())));
        assertThat(CountingParties.check(swapped, ANSWERS, 1)).isPresent();
        byte[] identity = answer.flat().clone();
        java.util.Arrays.fill(identity, 0, 32, (byte) 0);
        assertThat(CountingParties.check(Elements.of(Party.SUITE, identity), ANSWERS, 1))
                .isPresent();
    }

    @Test
    void answersShareNothingWithEachOtherOrTheLists() {
        Set<Octets> seen = new HashSet<>();
        int all = 0;
        for (Elements list :
                List.of(
                        PARTIES.ofCounter,
                        PARTIES.ofResponder,
                        PARTIES.answer(0),
                        PARTIES.answer(1))) {
            for (int i = 0; i < list.size(); i++) {
                seen.add(list.get(i));
                all++;
            }
        }
        assertThat(seen).hasSize(all);
    }

    @Test
    void theSameQuestionHasOtherNoiseEachTime() {
        Set<Integer> counts = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            counts.add(PARTIES.count(PARTIES.answer(0)));
        }
        assertThat(counts).hasSizeGreaterThan(1);
    }
}
