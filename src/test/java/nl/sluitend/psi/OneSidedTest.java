package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import org.junit.jupiter.api.Test;

/** What who asks learns from the answers, and which answers are refused. */
class OneSidedTest {

    private static final Group GROUP = Party.GROUP;
    private static final Octets OFFERS = Octets.of(new byte[] {1, 2, 3});
    private static final String LANE = "PGN";

    private final SecureRandom random = new SecureRandom();
    private final Scalar a = GROUP.randomScalar(random);
    private final Scalar b = GROUP.randomScalar(random);

    private static Elements masked(Scalar k, String... pupils) {
        Elements points =
                Elements.of(
                        Party.SUITE,
                        GROUP.hashMultiply(
                                k,
                                Mode.VOPRF,
                                Arrays.stream(pupils)
                                        .map(p -> p.getBytes(StandardCharsets.UTF_8))
                                        .toList()));
        return points.ascending();
    }

    private OneSidedAnswer answer(Elements chunk, Octets tags) throws InvalidElementException {
        return new OneSidedAnswer(Elements.of(Party.SUITE, GROUP.multiply(b, chunk.flat())), tags);
    }

    private Octets tags(String... pupils) {
        return OneSidedAnswer.tagsOf(OFFERS, LANE, masked(b, pupils));
    }

    @Test
    void whoAsksFindsItsOwnPupilsThatTheOtherHasAndNoOthers() throws Exception {
        Elements asked = masked(a, "anne", "bram", "carla");
        Octets tags = tags("bram", "dirk", "anne", "esra");
        OneSidedAnswer answer = answer(asked, tags);

        List<Octets> own = OneSidedAnswer.split(answer.ownTags(GROUP, a, OFFERS, LANE));
        List<Tags.Match> matches = Tags.intersect(own, OneSidedAnswer.split(answer.tags()));

        assertThat(matches).hasSize(2);
        Set<Octets> expected = new HashSet<>(Tags.of(OFFERS, LANE, masked(b, "anne", "bram")));
        assertThat(matches)
                .extracting(Tags.Match::tag)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theTagsSayNothingWithoutAnEvaluationAndNothingInAnotherSession() throws Exception {
        Octets tags = tags("anne", "bram");
        List<Octets> split = OneSidedAnswer.split(tags);
        assertThat(split)
                .doesNotContainAnyElementsOf(Tags.of(OFFERS, LANE, masked(a, "anne", "bram")));
        Octets others = Octets.of(new byte[] {9});
        assertThat(split)
                .doesNotContainAnyElementsOf(
                        OneSidedAnswer.split(
                                OneSidedAnswer.tagsOf(others, LANE, masked(b, "anne", "bram"))));
    }

    @Test
    void aTagHasSixteenOctetsAndTheyAscendWhateverTheOrderOfTheList() {
        Octets tags = tags("anne", "bram", "carla");
        assertThat(tags.length()).isEqualTo(3 * 16);
        assertThat(tags).isEqualTo(tags("carla", "anne", "bram"));
        assertThat(OneSidedAnswer.split(tags)).isSorted();
    }

    @Test
    void thePartsOfTheTagsAreAllOfThemOnce() {
        Octets tags = tags("anne", "bram", "carla", "dirk", "esra");
        var chunking = new Chunking(3, 5);
        List<Octets> joined = new ArrayList<>();
        for (int j = 0; j < chunking.count(); j++) {
            joined.addAll(OneSidedAnswer.split(OneSidedAnswer.part(tags, chunking, j)));
        }
        assertThat(joined).isEqualTo(OneSidedAnswer.split(tags));
    }

    @Test
    void aBodyIsReadBackAsItWas() throws Exception {
        Elements asked = masked(a, "anne", "bram");
        OneSidedAnswer answer = answer(asked, tags("bram", "carla", "dirk"));
        assertThat(OneSidedAnswer.read(answer.body(), asked, 3, 0))
                .isEqualTo(Verified.accepted(answer));
    }

    @Test
    void anotherNumberOfPointsOrTagsIsRefused() throws Exception {
        Elements asked = masked(a, "anne", "bram");
        Octets body = answer(asked, tags("bram", "carla")).body();
        assertRefused(OneSidedAnswer.read(body, asked, 1, 0));
        assertRefused(OneSidedAnswer.read(body, asked, 3, 0));
        assertRefused(OneSidedAnswer.read(body, masked(a, "anne"), 2, 0));
        assertRefused(OneSidedAnswer.read(body.first(body.length() - 1), asked, 2, 0));
    }

    private static void assertRefused(Verified<OneSidedAnswer> read) {
        assertThat(read)
                .isInstanceOfSatisfying(
                        Verified.Refused.class,
                        refused ->
                                assertThat(refused.refusal().type())
                                        .isEqualTo(RefusalType.INVALID_ELEMENT));
    }

    @Test
    void tagsThatComeTwiceOrOutOfOrderAreRefusedAlsoOverTheBorderOfARound() throws Exception {
        Elements asked = masked(a, "anne");
        List<Octets> tags = OneSidedAnswer.split(tags("bram", "carla"));
        Octets low = tags.get(0);
        Octets high = tags.get(1);
        assertThat(answer(asked, joined(low, high)).checkOrder(Optional.empty(), 0)).isEmpty();
        assertOutOfOrder(answer(asked, joined(high, low)), Optional.empty());
        assertOutOfOrder(answer(asked, joined(low, low)), Optional.empty());
        assertOutOfOrder(answer(asked, low), Optional.of(high));
        assertOutOfOrder(answer(asked, high), Optional.of(high));
        assertThat(answer(asked, high).checkOrder(Optional.of(low), 1)).isEmpty();
    }

    private static void assertOutOfOrder(OneSidedAnswer answer, Optional<Octets> previous) {
        assertThat(answer.checkOrder(previous, 1))
                .hasValueSatisfying(
                        r -> assertThat(r.type()).isEqualTo(RefusalType.INVALID_ELEMENT));
    }

    private static Octets joined(Octets one, Octets other) {
        byte[] both = Arrays.copyOf(one.toByteArray(), 32);
        System.arraycopy(other.toByteArray(), 0, both, 16, 16);
        return Octets.of(both);
    }

    @Test
    void anEmptyRoundHasNoTagsOfOwnPupils() throws Exception {
        var answer = new OneSidedAnswer(Elements.none(Party.SUITE), tags("bram"));
        assertThat(answer.ownTags(GROUP, a, OFFERS, LANE).isEmpty()).isTrue();
        assertThat(answer.lastTag()).contains(tags("bram"));
    }

    @Test
    void theReceivedRootSaysWhichPupilsMatchedToWhomTheSaltsAreOpenedAndToNobodyElse() {
        Octets salt = Octets.of(new byte[32]);
        Octets point = masked(a, "anne").get(0);
        Octets matched = ReceivedRoot.entry(salt, point, true);
        assertThat(matched).isNotEqualTo(ReceivedRoot.entry(salt, point, false));
        assertThat(matched).isEqualTo(ReceivedRoot.entry(salt, point, true));
        assertThat(matched).isNotEqualTo(ReceivedRoot.entry(Octets.of(new byte[31]), point, true));
    }

    @Test
    void theResultOfWhoAsksHasARootAndNoOther() {
        var plain = new Result(OFFERS, 0, OFFERS);
        var asking = new Result(OFFERS, 0, OFFERS, Optional.empty(), Optional.of(OFFERS));
        assertThat(ResultCheck.received(asking, true)).isEmpty();
        assertThat(ResultCheck.received(plain, false)).isEmpty();
        assertThat(ResultCheck.received(plain, true))
                .hasValueSatisfying(r -> assertThat(r.type()).isEqualTo(RefusalType.UNSUPPORTED));
        assertThat(ResultCheck.received(asking, false))
                .hasValueSatisfying(r -> assertThat(r.type()).isEqualTo(RefusalType.UNSUPPORTED));
    }

    private static SessionState evaluating(Role role) {
        SessionState state = SessionState.offered(SessionMode.ONE_SIDED, role, 2);
        state = next(state, new SessionEvent.OffersExchanged()).state();
        state = next(state, new SessionEvent.ListsVerified()).state();
        return next(state, new SessionEvent.ExposuresVerified()).state();
    }

    private static Step.Next next(SessionState state, SessionEvent event) {
        assertThat(state.on(event)).isInstanceOf(Step.Next.class);
        return (Step.Next) state.on(event);
    }

    @Test
    void theResponderAloneEvaluatesAndIsCharged() {
        SessionState responder = evaluating(Role.RESPONDER);
        assertThat(responder.on(new SessionEvent.EvaluatedReleased(1)))
                .isInstanceOf(Step.Rejected.class);
        assertThat(responder.on(new SessionEvent.EvaluatedVerified(0)))
                .isInstanceOf(Step.Rejected.class);
        Step.Next first = next(responder, new SessionEvent.EvaluatedReleased(0));
        assertThat(first.effects()).containsExactly(Effect.CHARGE_LEDGER);
        SessionState last = next(first.state(), new SessionEvent.EvaluatedReleased(1)).state();
        assertThat(last.phase()).isEqualTo(Phase.COMPUTED);
    }

    @Test
    void whoAsksIsChargedByTheFirstAnswerAndExposesNothing() {
        SessionState asker = evaluating(Role.INITIATOR);
        assertThat(asker.on(new SessionEvent.EvaluatedReleased(0)))
                .isInstanceOf(Step.Rejected.class);
        Step.Next first = next(asker, new SessionEvent.EvaluatedVerified(0));
        assertThat(first.effects()).containsExactly(Effect.CHARGE_LEDGER);
        var stop = new SessionEvent.StopRequested(StopReason.STOPPED);
        assertThat(next(first.state(), stop).state().ending()).contains(Ending.ABORTED_CLEAN);
        SessionState responder =
                next(evaluating(Role.RESPONDER), new SessionEvent.EvaluatedReleased(0)).state();
        Step.Next broken = next(responder, stop);
        assertThat(broken.state().ending()).contains(Ending.ABORTED_EXPOSED);
        assertThat(broken.effects()).contains(Effect.ALERT_FG);
    }
}
