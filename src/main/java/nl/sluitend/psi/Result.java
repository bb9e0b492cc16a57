package nl.sluitend.psi;

import java.util.Optional;

/**
 * Message 5: the sender has logged one outcome for each of its pupils, and names what it computed.
 *
 * @param count number of matches
 * @param resultTag names the sender, so that the peer cannot send it back as its own ({@link
 *     Tags#resultTag})
 * @param laneBits see {@link LaneBits}; present in a lane that comes after PGN, and in no other
 * @param received see {@link ReceivedRoot}; present when the sender alone learned the matches, and
 *     in no other
 * @param confirmedBits see {@link ConfirmedBits}; present in a lane whose pairs people confirm, and
 *     in no other
 */
public record Result(
        Octets transcript,
        int count,
        Octets resultTag,
        Optional<Octets> laneBits,
        Optional<Octets> received,
        Optional<Octets> confirmedBits) {

    /** A result of a session in which both learn the matches. */
    public Result(Octets transcript, int count, Octets resultTag, Optional<Octets> laneBits) {
        this(transcript, count, resultTag, laneBits, Optional.empty());
    }

    /** A result without {@code laneBits}. */
    public Result(Octets transcript, int count, Octets resultTag) {
        this(transcript, count, resultTag, Optional.empty());
    }

    /** A result of a lane in which a match needs no confirmation. */
    public Result(
            Octets transcript,
            int count,
            Octets resultTag,
            Optional<Octets> laneBits,
            Optional<Octets> received) {
        this(transcript, count, resultTag, laneBits, received, Optional.empty());
    }

    public Result {
        laneBits.ifPresent(bits -> LaneBits.unpack(bits, count));
        confirmedBits.ifPresent(bits -> LaneBits.unpack(bits, count));
    }
}
