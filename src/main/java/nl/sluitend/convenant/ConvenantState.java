package nl.sluitend.convenant;

/** Where a convenant is in its life, as this node sees it. Derived from signed steps and time. */
public enum ConvenantState {
    /** Made here, not shown to the counterpart. */
    DRAFT,
    /** Both have it, nobody signed. */
    PROPOSED,
    /** This party accepted, the counterpart not yet. */
    ACCEPTED_BY_US,
    /** The counterpart accepted, this party not yet. */
    ACCEPTED_BY_THEM,
    /** Both accepted; the first day of its validity is still to come. */
    ACCEPTED_BY_BOTH,
    /** Both accepted and it is valid: the only state in which anything is exchanged. */
    IN_FORCE,
    /** A convenant that names it as its predecessor is in force: nothing is exchanged any more. */
    SUPERSEDED,
    /** One of the parties ended it. Final. */
    REVOKED,
    /** One of the parties refused it. Final. */
    REJECTED,
    /** Its last day is over. Final. */
    EXPIRED
}
