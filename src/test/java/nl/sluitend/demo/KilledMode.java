package nl.sluitend.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nl.sluitend.TestScale;
import nl.sluitend.demo.register.DemoParty;

/** A way to compare, with the points at which a run in it can be killed. */
enum KilledMode {
    MATCH(16),
    FIELDS(16),
    COUNTS(1),
    ONE_SIDED(1),
    PROBABLE(16);

    private static final List<String> STEPS =
            List.of("OFFER", "ELEMENTS", "CHUNK", "EXPOSED", "EVALUATED", "RESULT", "RECEIPT");
    private static final List<String> STEPS_OF_FIELDS = List.of("FIELDS", "FIELDS_RECEIPT");

    private final int rounds;

    KilledMode(int rounds) {
        this.rounds = rounds;
    }

    private List<String> lanes() {
        return this == PROBABLE ? List.of("DEMOGRAPHIC", "DEMOGRAPHIC_SURNAME") : List.of("PGN");
    }

    /**
     * A moment in a run: while a party stores a message.
     *
     * @param at the party that stores it
     * @param sender whose message: {@code OWN} or {@code PEER}
     */
    record Point(DemoParty at, String lane, String sender, String type, int j) {}

    /** A convenant in force for one run of this kind. */
    String convenant(TwoNodes nodes) {
        return switch (this) {
            case MATCH -> nodes.convenant();
            case FIELDS -> nodes.givingConvenant();
            case COUNTS -> nodes.countingConvenant();
            case ONE_SIDED -> nodes.askingConvenant();
            case PROBABLE -> nodes.givingConvenant(lanes());
        };
    }

    /** Who starts the run: either, where the convenant leaves that open. */
    DemoParty initiator(Random random) {
        return this == ONE_SIDED ? DemoParty.RBL : party(random);
    }

    /**
     * A point at each step, in the order in which a run comes by; at some steps, drawn at random,
     * unless the test is a full one.
     */
    List<Point> points(DemoParty initiator, Random random) {
        List<String> steps = new ArrayList<>(STEPS);
        if (this == FIELDS || this == PROBABLE) {
            steps.addAll(STEPS_OF_FIELDS);
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            // Some steps in one lane, the later ones in the next.
            String lane = lanes().get(i * lanes().size() / steps.size());
            if (TestScale.isFull() || random.nextBoolean()) {
                points.add(point(steps.get(i), lane, initiator, random));
            }
        }
        return points;
    }

    private Point point(String type, String lane, DemoParty initiator, Random random) {
        DemoParty responder = other(initiator);
        boolean answered = this == COUNTS || this == ONE_SIDED;
        DemoParty at = party(random);
        return switch (type) {
            case "CHUNK" ->
                    // The own chunks are stored with the offer.
                    new Point(
                            this == ONE_SIDED ? responder : at,
                            lane,
                            "PEER",
                            type,
                            random.nextInt(rounds));
            case "EVALUATED" ->
                    new Point(
                            at,
                            lane,
                            answered
                                    ? (at == responder ? "OWN" : "PEER")
                                    : random.nextBoolean() ? "OWN" : "PEER",
                            type,
                            random.nextInt(rounds));
            default -> new Point(at, lane, random.nextBoolean() ? "OWN" : "PEER", type, 0);
        };
    }

    static DemoParty party(Random random) {
        return TwoNodes.PARTIES.get(random.nextInt(TwoNodes.PARTIES.size()));
    }

    static DemoParty other(DemoParty party) {
        return party == DemoParty.RBL ? DemoParty.SWV_PO : DemoParty.RBL;
    }
}
