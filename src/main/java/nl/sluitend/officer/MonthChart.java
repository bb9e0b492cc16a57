package nl.sluitend.officer;

import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import nl.sluitend.disclosure.DisclosureFigures.Month;

/**
 * A bar chart of disclosures by month, drawn by the node, with a text that says the same. Sizes are
 * in units of the drawing.
 *
 * @param bars one for each month that had any, stacked by kind
 * @param labels the months, under the bars
 * @param summary what the drawing shows, in words
 * @param rows the numbers themselves
 * @param top the highest total
 */
public record MonthChart(
        List<Bar> bars, List<Label> labels, String summary, List<Row> rows, long top) {

    /** Width of the drawing. */
    public static final int WIDTH = 720;

    /** Height of the drawing. */
    public static final int HEIGHT = 220;

    private static final Locale DUTCH = Locale.of("nl", "NL");
    private static final int FLOOR = 180;
    private static final int ROOM = 160;
    private static final int GAP = 14;

    /**
     * One part of a bar.
     *
     * @param kind names its colour
     */
    public record Bar(int x, int y, int width, int height, String kind) {}

    /** A name under a bar. */
    public record Label(int x, String text) {}

    /** The numbers of one month. */
    public record Row(String month, long exposures, long disclosures, long refusals) {}

    static MonthChart of(List<Month> months) {
        long top = Math.max(1, months.stream().mapToLong(Month::total).max().orElse(1));
        int step = WIDTH / Math.max(1, months.size());
        List<Bar> bars = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < months.size(); i++) {
            Month month = months.get(i);
            int x = i * step + GAP / 2;
            labels.add(new Label(i * step + step / 2, shortName(month.month())));
            int y = FLOOR;
            y = bar(bars, x, y, step - GAP, height(month.exposures(), top), "exposures");
            y = bar(bars, x, y, step - GAP, height(month.disclosures(), top), "disclosures");
            bar(bars, x, y, step - GAP, height(month.refusals(), top), "refusals");
        }
        return new MonthChart(
                bars, labels, summary(months), months.stream().map(MonthChart::row).toList(), top);
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return bars.isEmpty();
    }

    private static int bar(List<Bar> bars, int x, int y, int width, int height, String kind) {
        if (height > 0) {
            bars.add(new Bar(x, y - height, width, height, kind));
        }
        return y - height;
    }

    /** What is there can be seen, however little it is. */
    private static int height(long number, long top) {
        return number == 0 ? 0 : (int) Math.max(3, number * ROOM / top);
    }

    private static Row row(Month month) {
        return new Row(
                name(month.month()), month.exposures(), month.disclosures(), month.refusals());
    }

    private static String summary(List<Month> months) {
        long exposures = months.stream().mapToLong(Month::exposures).sum();
        long disclosures = months.stream().mapToLong(Month::disclosures).sum();
        long refusals = months.stream().mapToLong(Month::refusals).sum();
        String busiest =
                months.stream()
                        .max(Comparator.comparingLong(Month::total))
                        .filter(month -> month.total() > 0)
                        .map(
                                month ->
                                        " De meeste waren in %s: %d."
                                                .formatted(name(month.month()), month.total()))
                        .orElse("");
        return "In twaalf maanden werd %s vergelijkbaar gemaakt, %s verstrekt en %s geweigerd.%s"
                .formatted(
                        exposures == 1 ? "1 keer een lijst" : exposures + " keer een lijst",
                        disclosures == 1 ? "1 keer een gegeven" : disclosures + " keer een gegeven",
                        refusals == 1 ? "1 vraag" : refusals + " keer een vraag",
                        busiest);
    }

    private static String name(YearMonth month) {
        return month.getMonth().getDisplayName(TextStyle.FULL, DUTCH) + " " + month.getYear();
    }

    private static String shortName(YearMonth month) {
        return month.getMonth().getDisplayName(TextStyle.SHORT, DUTCH).replace(".", "");
    }
}
