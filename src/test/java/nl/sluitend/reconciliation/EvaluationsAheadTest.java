package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.OwnProofException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationsAheadTest {

    private static final UUID SID = UUID.fromString("0b8b6d3e-52c8-4c8f-9b57-5b3f4e1b9d12");
    private static final Chunking SIXTEEN = new Chunking(16, 160);

    private final EvaluationsAhead ahead = new EvaluationsAhead();
    private final List<Integer> made = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        ahead.stop();
    }

    private List<Evaluation> make(int first, int count) {
        IntStream.range(first, first + count).forEach(made::add);
        return evaluations(first, count);
    }

    private static List<Evaluation> evaluations(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(EvaluationsAheadTest::evaluation)
                .toList();
    }

    private static Evaluation evaluation(int round) {
        return new Evaluation(
                Elements.none(Suite.RISTRETTO255_SHA512), Octets.of(new byte[] {(byte) round}));
    }

    private void awaitMade(int count) throws InterruptedException {
        for (int i = 0; i < 500 && made.size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(made).hasSize(count);
    }

    @Test
    void everyRoundIsMadeOnceBeforeItsTurnAndGivenOutAsItsOwn() throws Exception {
        ahead.begin(SID, SIXTEEN, 0, this::make);
        ahead.begin(SID, SIXTEEN, 0, this::make);
        awaitMade(16);
        for (int j = 0; j < 16; j++) {
            assertThat(ahead.take(SID, j, this::make)).isEqualTo(evaluation(j));
        }
        assertThat(made).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void aRoundThatWasNotBegunIsMadeInItsTurn() throws Exception {
        assertThat(ahead.take(SID, 3, this::make)).isEqualTo(evaluation(3));
        assertThat(made).containsExactly(3);
    }

    @Test
    void aRoundIsGivenOutOnce() throws Exception {
        ahead.begin(SID, SIXTEEN, 0, this::make);
        ahead.take(SID, 0, this::make);
        ahead.take(SID, 0, this::make);
        assertThat(made.stream().filter(j -> j == 0)).hasSize(2);
    }

    @Test
    void afterARestartItBeginsWhereTheRoundsStand() throws Exception {
        ahead.begin(SID, SIXTEEN, 14, this::make);
        awaitMade(2);
        assertThat(made).containsExactly(14, 15);
    }

    @Test
    void noMoreThanSomeThousandElementsAreMadeAhead() throws Exception {
        Chunking large = new Chunking(16, 16 * EvaluationsAhead.ELEMENTS / 2);
        ahead.begin(SID, large, 0, this::make);
        awaitMade(2);
        ahead.take(SID, 0, this::make);
        awaitMade(3);
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(made).containsExactly(0, 1, 2);
    }

    @Test
    void roundsAreMadeTogetherUpToSomeThousandElements() throws Exception {
        List<Integer> counts = new CopyOnWriteArrayList<>();
        ahead.begin(
                SID,
                new Chunking(16, 4 * EvaluationsAhead.TOGETHER),
                0,
                (first, count) -> {
                    counts.add(count);
                    return make(first, count);
                });
        awaitMade(16);
        assertThat(counts).containsExactly(4, 4, 4, 4);
        for (int j = 0; j < 16; j++) {
            assertThat(ahead.take(SID, j, this::make)).isEqualTo(evaluation(j));
        }
        assertThat(made).hasSize(16);
    }

    @Test
    void whoComesBeforeTheWorkerDoesItItself() throws Exception {
        var release = new CountDownLatch(1);
        ahead.begin(
                UUID.randomUUID(),
                SIXTEEN,
                15,
                (first, count) -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return evaluations(first, count);
                });
        ahead.begin(SID, SIXTEEN, 0, this::make);
        assertThat(ahead.take(SID, 0, this::make)).isEqualTo(evaluation(0));
        release.countDown();
    }

    @Test
    void aProofThatDoesNotHoldIsNotTriedAgain() {
        ahead.begin(
                SID,
                SIXTEEN,
                0,
                (_, _) -> {
                    throw new OwnProofException("the own evaluation");
                });
        assertThatExceptionOfType(OwnProofException.class)
                .isThrownBy(() -> ahead.take(SID, 0, this::make));
        assertThat(made).isEmpty();
    }

    @Test
    void whatFailedOtherwiseIsMadeInItsTurn() throws Exception {
        ahead.begin(
                SID,
                SIXTEEN,
                0,
                (_, _) -> {
                    throw new IllegalStateException("the database was away");
                });
        assertThat(ahead.take(SID, 0, this::make)).isEqualTo(evaluation(0));
    }

    @Test
    void whatWasMadeOfASessionThatEndedIsForgotten() throws Exception {
        ahead.begin(SID, SIXTEEN, 0, this::make);
        awaitMade(16);
        ahead.drop(SID);
        assertThat(ahead.take(SID, 0, (_, _) -> List.of(evaluation(99)))).isEqualTo(evaluation(99));
    }

    @Test
    void theSessionThatBeganFirstMakesWay() throws Exception {
        ahead.begin(SID, SIXTEEN, 0, this::make);
        awaitMade(16);
        for (int i = 0; i < EvaluationsAhead.SESSIONS; i++) {
            ahead.begin(UUID.randomUUID(), SIXTEEN, 15, this::make);
        }
        assertThat(ahead.take(SID, 0, (_, _) -> List.of(evaluation(99)))).isEqualTo(evaluation(99));
    }
}
