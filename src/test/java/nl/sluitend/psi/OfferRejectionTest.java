package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import nl.sluitend.oprf.Suite;
import org.junit.jupiter.api.Test;

/** One rejection for each check of an offer in the table of the specification. */
class OfferRejectionTest {

    private static final Party RBL = new Party(Role.INITIATOR, List.of("anna", "bram", "chris"));
    private static final Party SWV = new Party(Role.RESPONDER, List.of("bram", "daan"));
    private static final Offer OFFER = RBL.offer(Optional.empty());
    private static final byte[] OFFER_OCTETS = Party.octets(OFFER);
    private static final Offer ANSWER = SWV.offer(Optional.of(Offer.hash(OFFER_OCTETS)));
    private static final Octets OTHER = Offer.hash(new byte[] {1});

    private static void assertOffer(RefusalType type, UnaryOperator<OfferCheck.Context> change) {
        assertRefused(
                type,
                OfferCheck.incoming(
                        Party.GROUP, OFFER, Role.INITIATOR, change.apply(SWV.context())));
    }

    private static void assertRefused(RefusalType type, Optional<Refusal> refusal) {
        assertThat(refusal).map(Refusal::type).contains(type);
    }

    private static OfferCheck.Context context(
            String connection, String signer, String own, String partner, Terms terms) {
        return new OfferCheck.Context(
                connection, signer, own, partner, terms, Party.NOW, false, Set.of());
    }

    private static OfferCheck.Context at(Instant now) {
        return new OfferCheck.Context(
                Party.RBL, Party.RBL, Party.SWV, Party.RBL, Party.TERMS, now, false, Set.of());
    }

    private static Terms terms(String convenant, String lane, Suite suite, String keyVersion) {
        return new Terms(convenant, SessionMode.MATCH, lane, suite, keyVersion, 100);
    }

    @Test
    void anOfferWhoseCertificatesNameAnotherPartyIsAnIdentityMismatch() {
        String stranger = "00000009000000003000";
        assertOffer(
                RefusalType.IDENTITY_MISMATCH,
                c -> context(stranger, c.signerOin(), c.own(), c.partner(), c.terms()));
        assertOffer(
                RefusalType.IDENTITY_MISMATCH,
                c -> context(c.connectionOin(), stranger, c.own(), c.partner(), c.terms()));
        assertOffer(
                RefusalType.IDENTITY_MISMATCH,
                c -> context(c.connectionOin(), c.signerOin(), stranger, c.partner(), c.terms()));
        assertOffer(
                RefusalType.IDENTITY_MISMATCH,
                c -> context(c.connectionOin(), c.signerOin(), c.own(), stranger, c.terms()));
    }

    @Test
    void anotherSuiteOrKeyVersionIsUnsupported() {
        for (Terms terms :
                List.of(
                        terms("c0ffee", "PGN", Suite.P256_SHA256, "1"),
                        terms("c0ffee", "PGN", Party.SUITE, "2"))) {
            assertOffer(
                    RefusalType.UNSUPPORTED,
                    _ -> context(Party.RBL, Party.RBL, Party.SWV, Party.RBL, terms));
        }
    }

    @Test
    void anotherConvenantLaneOrRoleIsNotPermitted() {
        for (Terms terms :
                List.of(
                        terms("beef", "PGN", Party.SUITE, "1"),
                        terms("c0ffee", "DEMOGRAPHIC", Party.SUITE, "1"))) {
            assertOffer(
                    RefusalType.NOT_PERMITTED,
                    _ -> context(Party.RBL, Party.RBL, Party.SWV, Party.RBL, terms));
        }
        assertRefused(
                RefusalType.NOT_PERMITTED,
                OfferCheck.incoming(Party.GROUP, OFFER, Role.RESPONDER, SWV.context()));
    }

    @Test
    void aListAboveTheCapExceedsTheLimit() {
        var small = new Terms("c0ffee", SessionMode.MATCH, "PGN", Party.SUITE, "1", 2);
        assertOffer(
                RefusalType.LIMIT_EXCEEDED,
                _ -> context(Party.RBL, Party.RBL, Party.SWV, Party.RBL, small));
    }

    @Test
    void aUsedSessionOrAClockMoreThanFiveMinutesOffIsReplayed() {
        Duration tooFar = OfferCheck.CLOCK_TOLERANCE.plusSeconds(1);
        assertOffer(RefusalType.REPLAYED, _ -> at(Party.NOW.plus(tooFar)));
        assertOffer(RefusalType.REPLAYED, _ -> at(Party.NOW.minus(tooFar)));
        assertOffer(
                RefusalType.REPLAYED,
                c ->
                        new OfferCheck.Context(
                                c.connectionOin(),
                                c.signerOin(),
                                c.own(),
                                c.partner(),
                                c.terms(),
                                c.now(),
                                true,
                                c.ownValues()));
    }

    @Test
    void anAnswerToAnotherOfferMakesTheOffersDiffer() {
        assertRefused(
                RefusalType.OFFERS_DIFFER,
                OfferCheck.answer(OFFER, OFFER_OCTETS, SWV.offer(Optional.of(OTHER)), Party.TERMS));
        assertThat(OfferCheck.answer(OFFER, OFFER_OCTETS, ANSWER, Party.TERMS)).isEmpty();
    }
}
