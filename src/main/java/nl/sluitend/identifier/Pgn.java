package nl.sluitend.identifier;

/**
 * The persoonsgebonden nummer of a pupil: the BSN, or an onderwijsnummer while there is no BSN. The
 * two sets share no number, so the digits alone say which it is.
 */
public sealed interface Pgn permits Bsn, Onderwijsnummer {}
