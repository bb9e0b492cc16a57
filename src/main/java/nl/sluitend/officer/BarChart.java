package nl.sluitend.officer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lying bars with a name above each, drawn by the node, with a text that says the same. Sizes are
 * in units of the drawing.
 *
 * @param height of the drawing
 * @param labels above the bars
 * @param summary what the drawing shows, in words
 * @param rows the numbers themselves
 */
public record BarChart(
        int height, List<Bar> bars, List<Label> labels, String summary, List<Row> rows) {

    /** Width of the drawing: that of a narrow screen, so that words stay readable there. */
    public static final int WIDTH = 360;

    /** Nothing to draw. */
    static final BarChart NONE = new BarChart(0, List.of(), List.of(), "", List.of());

    private static final int STEP = 52;
    private static final int LABEL = 16;
    private static final int TOP = 23;
    private static final int THICK = 20;

    /** What is there can be seen, however little it is. */
    private static final int LEAST = 3;

    private static final String HERE = "here";
    private static final String BOTH = "both";
    private static final String THERE = "there";

    public BarChart {
        bars = List.copyOf(bars);
        labels = List.copyOf(labels);
        rows = List.copyOf(rows);
    }

    /**
     * One bar, or a part of it.
     *
     * @param kind names its colour
     */
    public record Bar(int x, int y, int width, int height, String kind) {}

    /** A name above a bar. */
    public record Label(int y, String text) {}

    /**
     * One number.
     *
     * @param kind names its colour
     */
    public record Row(String name, String number, String kind) {}

    /** How many registrations have which outcome, in the order given. */
    static BarChart outcomes(List<RunViews.Count> counts) {
        int most = counts.stream().mapToInt(RunViews.Count::number).max().orElse(0);
        if (most == 0) {
            return NONE;
        }
        List<Bar> bars = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            RunViews.Count count = counts.get(i);
            String number = RunTexts.number(count.number());
            String kind = count.matched() ? BOTH : HERE;
            labels.add(new Label(i * STEP + LABEL, count.name() + ": " + number));
            bar(bars, 0, i, width(count.number(), most, WIDTH), kind);
            rows.add(new Row(count.name(), number, kind));
        }
        int all = counts.stream().mapToInt(RunViews.Count::number).sum();
        return new BarChart(
                counts.size() * STEP,
                bars,
                labels,
                "Registraties in deze afstemming: %s. %s"
                        .formatted(RunTexts.number(all), sentences(rows)),
                rows);
    }

    /**
     * Two lists below each other, the part that both have at the same place.
     *
     * @param own pupils on the own list
     * @param peer pupils on the list of the other party
     * @param both pupils on both, at most as many as on either
     */
    static BarChart overlap(int own, int peer, int both) {
        int here = own - both;
        int there = peer - both;
        int all = here + both + there;
        if (here < 0 || there < 0 || both < 0 || all == 0) {
            return NONE;
        }
        int room = WIDTH - 3 * LEAST;
        int left = width(here, all, room);
        int middle = width(both, all, room);
        List<Bar> bars = new ArrayList<>();
        bar(bars, 0, 0, left, HERE);
        bar(bars, left, 0, middle, BOTH);
        bar(bars, left, 1, middle, BOTH);
        bar(bars, left + middle, 1, width(there, all, room), THERE);
        List<Row> rows =
                List.of(
                        new Row("alleen op de eigen lijst", RunTexts.number(here), HERE),
                        new Row("op beide lijsten", RunTexts.number(both), BOTH),
                        new Row("alleen op de lijst van de ander", RunTexts.number(there), THERE));
        return new BarChart(
                2 * STEP,
                bars,
                List.of(
                        new Label(LABEL, "eigen lijst: " + RunTexts.number(own)),
                        new Label(STEP + LABEL, "lijst van de ander: " + RunTexts.number(peer))),
                "Leerlingen op de eigen lijst: %s. Op de lijst van de ander: %s. %s"
                        .formatted(RunTexts.number(own), RunTexts.number(peer), sentences(rows)),
                rows);
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return bars.isEmpty();
    }

    private static void bar(List<Bar> bars, int x, int row, int width, String kind) {
        if (width > 0) {
            bars.add(new Bar(x, row * STEP + TOP, width, THICK, kind));
        }
    }

    private static int width(int number, int most, int room) {
        return number == 0 ? 0 : (int) Math.max(LEAST, (long) number * room / most);
    }

    private static String sentences(List<Row> rows) {
        return rows.stream()
                .map(row -> "%s: %s.".formatted(capital(row.name()), row.number()))
                .collect(Collectors.joining(" "));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(RunTexts.DUTCH) + text.substring(1);
    }
}
