package nl.sluitend.reconciliation;

import java.util.List;

/** When the size of a counterpart's list is a sign of trying out children (finding 19). */
final class Growth {

    /** How many earlier lists are looked at. */
    static final int REMEMBERED = 5;

    /** Lists in a row, each larger than the one before. */
    static final int STEPS = 3;

    private Growth() {}

    /**
     * Whether a list is a quarter larger than any before, or the last of a row that only grows, by
     * the floor at least.
     *
     * @param earlier sizes, the newest first
     * @param floor growth below this many pupils is the ordinary course of things
     */
    static boolean isRemarkable(List<Integer> earlier, int size, int floor) {
        if (earlier.isEmpty()) {
            return false;
        }
        int largest = earlier.stream().mapToInt(Integer::intValue).max().orElseThrow();
        boolean jumps = size - largest >= floor && 4L * size > 5L * largest;
        return jumps || climbs(earlier, size, floor);
    }

    private static boolean climbs(List<Integer> earlier, int size, int floor) {
        if (earlier.size() < STEPS) {
            return false;
        }
        int above = size;
        for (int before : earlier.subList(0, STEPS)) {
            if (before >= above) {
                return false;
            }
            above = before;
        }
        return size - above >= floor;
    }
}
