package nl.sluitend.psi;

import java.util.Optional;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;

/**
 * Checks on message 2. Chunks are checked as they come, in order and in constant memory; nothing is
 * evaluated before the last one has passed (finding 13).
 *
 * @param offer the peer's
 * @param offersHash of this session
 * @param rounds number of chunks of each section ({@link Terms#rounds})
 */
public record ElementsCheck(Offer offer, Octets offersHash, int rounds) {

    /** Whether the header belongs to this session and opens the commitment of the offer. */
    public Optional<Refusal> header(ElementsHeader header) {
        if (!header.offersHash().equals(offersHash)) {
            return refusal(RefusalType.OFFERS_DIFFER, "offersHash is not that of this session");
        }
        if (header.salt().length() != 32
                || header.digests().size() != chunking().count()
                || !Commitment.of(offer)
                        .commit(header.salt(), header.digests())
                        .equals(offer.commitment())) {
            return refusal(
                    RefusalType.COMMITMENT_MISMATCH,
                    "salt and digests do not open the commitment of the offer");
        }
        return Optional.empty();
    }

    /**
     * Checks one chunk; chunks are checked in order.
     *
     * @param header already verified
     * @param chunk octets as received
     * @param previous last element of the chunks before this one, if there was any
     * @param own own whole list, ascending
     */
    public Verified<Elements> chunk(
            Group group,
            ElementsHeader header,
            int j,
            byte[] chunk,
            Optional<Octets> previous,
            Elements own) {
        Chunking chunking = chunking();
        if (j < 0 || j >= chunking.count()) {
            return Verified.refused(RefusalType.OUT_OF_ORDER, "there is no such chunk");
        }
        if (!Hashes.sha256().lp("elements").lp(chunk).end().equals(header.digests().get(j))) {
            return Verified.refused(
                    RefusalType.CHUNK_CONFLICT, "chunk " + j + " is not the one announced");
        }
        if (chunk.length != chunking.length(j) * group.suite().elementLength()) {
            return Verified.refused(
                    RefusalType.INVALID_ELEMENT,
                    "chunk %d must have %d elements".formatted(j, chunking.length(j)));
        }
        Elements elements = Elements.of(group.suite(), chunk);
        try {
            group.check(elements.flat());
        } catch (InvalidElementException e) {
            return Verified.refused(
                    RefusalType.INVALID_ELEMENT,
                    "chunk %d, element %d is not canonical or is the identity"
                            .formatted(j, e.index()));
        }
        boolean borderAscends =
                chunking.begins(j)
                        || previous.isEmpty()
                        || elements.isEmpty()
                        || previous.get().compareTo(elements.get(0)) < 0;
        if (!borderAscends || elements.firstOutOfOrder() >= 0) {
            return Verified.refused(
                    RefusalType.INVALID_ELEMENT, "chunk %d is not strictly ascending".formatted(j));
        }
        if (elements.shares(own)) {
            return Verified.refused(
                    RefusalType.REFLECTED,
                    "chunk %d holds an element of the receiver".formatted(j));
        }
        return Verified.accepted(elements);
    }

    private Chunking chunking() {
        return new Chunking(rounds, offer.sections());
    }

    /**
     * Whether no element is in two sections, once every chunk has passed: a pupil who is counted in
     * two groups is counted under two draws of noise.
     *
     * @param whole the peer's list
     */
    public Optional<Refusal> sections(Elements whole) {
        return offer.sections().size() == 1 || whole.ascending().firstOutOfOrder() < 0
                ? Optional.empty()
                : refusal(RefusalType.INVALID_ELEMENT, "an element is in two groups");
    }

    private static Optional<Refusal> refusal(RefusalType type, String detail) {
        return Optional.of(new Refusal(type, detail));
    }
}
