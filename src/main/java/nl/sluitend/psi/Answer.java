package nl.sluitend.psi;

/** What people of a party say of a probable match. */
public enum Answer {
    /** It is the same child. */
    YES,
    /** It is not, or nobody can tell. */
    NO
}
