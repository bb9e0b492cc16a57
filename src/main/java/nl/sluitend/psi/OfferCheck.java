package nl.sluitend.psi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;

/**
 * Checks on message 1 that need nothing but the offers. The convenant's own rules (not-permitted,
 * ledger) come before.
 */
public final class OfferCheck {

    /** Largest difference between the clocks of the two nodes. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private OfferCheck() {}

    /**
     * What the receiver knows.
     *
     * @param connectionOin OIN in the certificate of the connection
     * @param signerOin OIN in the certificate of the signature
     * @param own OIN of the receiver
     * @param partner OIN of the only other party with which these terms hold
     * @param now the receiver's clock
     * @param sidUsed whether a session of this id, made by another offer, is known
     * @param ownValues the receiver's own public keys and commitments, of this and earlier sessions
     */
    public record Context(
            String connectionOin,
            String signerOin,
            String own,
            String partner,
            Terms terms,
            Instant now,
            boolean sidUsed,
            Set<Octets> ownValues) {}

    /** Everything about an offer by itself; empty when it is acceptable. */
    public static Optional<Refusal> incoming(
            Group group, Offer offer, Role expected, Context context) {
        if (!offer.sender().equals(context.connectionOin())
                || !offer.sender().equals(context.signerOin())
                || !offer.sender().equals(context.partner())
                || !offer.receiver().equals(context.own())) {
            return refusal(
                    RefusalType.IDENTITY_MISMATCH,
                    "certificate, signature, sender and receiver must name the parties of the"
                            + " convenant");
        }
        Terms terms = context.terms();
        if (!offer.version().equals(Offer.VERSION)
                || !offer.suite().equals(terms.suite().identifier())
                || !offer.keyVersion().equals(terms.keyVersion())) {
            return refusal(
                    RefusalType.UNSUPPORTED,
                    "version must be %s, suite %s, keyVersion %s"
                            .formatted(
                                    Offer.VERSION, terms.suite().identifier(), terms.keyVersion()));
        }
        if (offer.role() != expected
                || !offer.convenant().equals(terms.convenant())
                || !offer.mode().equals(terms.mode().name())
                || !offer.lane().equals(terms.lane())) {
            return refusal(
                    RefusalType.NOT_PERMITTED, "role, convenant, mode or lane is another one");
        }
        Optional<Refusal> size = size(offer, terms);
        if (size.isPresent()) {
            return size;
        }
        if (context.sidUsed()) {
            return refusal(RefusalType.REPLAYED, "the session id was used before");
        }
        Duration skew = Duration.between(offer.issued(), context.now()).abs();
        if (skew.compareTo(CLOCK_TOLERANCE) > 0 || !offer.expires().isAfter(context.now())) {
            return refusal(
                    RefusalType.REPLAYED,
                    "issued must be within five minutes of the receiver's clock, and expires after"
                            + " it");
        }
        return reflected(group, offer, context.ownValues());
    }

    private static Optional<Refusal> size(Offer offer, Terms terms) {
        return switch (terms.mode()) {
            case SessionMode.Mutual _, SessionMode.OneSided _ -> {
                if (offer.counting().isPresent()) {
                    yield refusal(RefusalType.UNSUPPORTED, "groups belong to a count");
                }
                yield offer.n() > terms.cap()
                        ? refusal(
                                RefusalType.LIMIT_EXCEEDED,
                                "a list may have at most " + terms.cap() + " pupils")
                        : Optional.empty();
            }
            case SessionMode.Counts counts ->
                    CountLists.check(offer, counts.noise().decoys(), terms.cap());
        };
    }

    private static Optional<Refusal> reflected(Group group, Offer offer, Set<Octets> ownValues) {
        try {
            if (offer.publicKey().length() != group.suite().elementLength()) {
                throw new InvalidElementException(0);
            }
            group.check(offer.publicKey().toByteArray());
        } catch (InvalidElementException e) {
            return refusal(
                    RefusalType.REFLECTED,
                    "publicKey must be a canonical element other than the identity");
        }
        if (ownValues.contains(offer.publicKey()) || ownValues.contains(offer.commitment())) {
            return refusal(
                    RefusalType.REFLECTED, "publicKey or commitment is one of the receiver's own");
        }
        return Optional.empty();
    }

    /**
     * What the initiator checks besides: the answer is to its own offer and about the same session.
     */
    public static Optional<Refusal> answer(Offer own, byte[] ownOctets, Offer answer, Terms terms) {
        if (!answer.offerHash().equals(Optional.of(Offer.hash(ownOctets)))) {
            return refusal(RefusalType.OFFERS_DIFFER, "offerHash is not that of the offer sent");
        }
        if (!answer.sid().equals(own.sid())
                || !answer.purpose().equals(own.purpose())
                || !answer.refDate().equals(own.refDate())) {
            return refusal(
                    RefusalType.OFFERS_DIFFER, "sid, purpose and refDate must be as in the offer");
        }
        return terms.mode() instanceof SessionMode.Counts counts
                ? CountLists.checkAnswer(own, answer, counts.noise().decoys())
                : Optional.empty();
    }

    private static Optional<Refusal> refusal(RefusalType type, String detail) {
        return Optional.of(new Refusal(type, detail));
    }
}
