package nl.sluitend.convenant;

/**
 * Bounds on what can be learned over time.
 *
 * @param maxElements most pupils that either party may enter in one lane
 * @param maxGrowthPercent by how much a list may grow since the previous run of its lane, in
 *     percent of that list
 * @param growthFloor pupils that a list may always grow by, however short it is; growth below it is
 *     no sign of trying out either
 * @param maxEvaluated most encrypted pupils of the counterpart that a party evaluates within {@code
 *     evaluatedDays}, in all lanes and modes together, whatever becomes of the sessions
 * @param evaluatedDays length of that period, in days of 24 hours back from now
 * @param minDaysBetweenRuns days between two runs of one lane
 * @param attemptsPerDay sessions of one lane in 24 hours that may begin to evaluate
 */
public record Caps(
        int maxElements,
        int maxGrowthPercent,
        int growthFloor,
        int maxEvaluated,
        int evaluatedDays,
        int minDaysBetweenRuns,
        int attemptsPerDay) {

    /**
     * Most pupils that a list may grow by.
     *
     * @param previous pupils on the list of the run before
     */
    public long growth(int previous) {
        return Math.max(growthFloor, (long) previous * maxGrowthPercent / 100);
    }
}
