package nl.sluitend.psi;

/**
 * Message 5: the sender has logged one outcome for each of its pupils, and names what it computed.
 *
 * @param count number of matches
 * @param resultTag names the sender, so that the peer cannot send it back as its own ({@link
 *     Tags#resultTag})
 */
public record Result(Octets transcript, int count, Octets resultTag) {}
