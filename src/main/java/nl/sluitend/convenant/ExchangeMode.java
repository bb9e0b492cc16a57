package nl.sluitend.convenant;

/** The ways of reconciling that a convenant can allow. */
public enum ExchangeMode {
    /** One party learns noisy counts for each agreed group. */
    COUNTS(false),
    /** Both learn which of their own registrations the other has too. */
    MATCH(true),
    /** Only the asking party learns it. */
    MATCH_ONE_SIDED(true),
    /** As {@link #MATCH}, then the agreed fields of the pupils that match. */
    FIELDS(true);

    private final boolean perPupil;

    ExchangeMode(boolean perPupil) {
        this.perPupil = perPupil;
    }

    /** Whether somebody learns something about one pupil. */
    public boolean isPerPupil() {
        return perPupil;
    }
}
