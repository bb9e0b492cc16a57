package nl.sluitend.reconciliation;

/** Whose message it is. */
enum Sender {
    OWN,
    PEER
}
