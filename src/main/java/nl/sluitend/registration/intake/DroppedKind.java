package nl.sluitend.registration.intake;

/** What is dropped at import, unread, and only counted. */
public enum DroppedKind {
    FREE_TEXT,
    CONTACT,
    ADDRESS
}
