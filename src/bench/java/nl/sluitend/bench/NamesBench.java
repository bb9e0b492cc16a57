package nl.sluitend.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import nl.sluitend.bench.NameLanes.Entry;
import nl.sluitend.bench.NameLanes.Pair;
import nl.sluitend.bench.SyntheticPupils.Pupil;
import nl.sluitend.identifier.KeyKind;

/**
 * Measures what the lanes by name find and miss in two registers of made-up pupils: {@code
 * NamesBench [--json FILE] [--region N] [--register N] [--seed N]}. docs/performance.md tells what
 * is assumed and how to read it.
 */
public final class NamesBench {

    private static final double TWIN_BIRTHS = 0.015;

    private int region = 45_000;
    private int register = 5_000;
    private int seed = 20_261_123;
    private String json = "";

    private NamesBench() {}

    public static void main(String[] args) throws IOException {
        NamesBench bench = new NamesBench();
        String wrong = bench.parse(args);
        if (!wrong.isEmpty()) {
            System.err.println(wrong);
            System.err.println(
                    "usage: bench names [--json FILE] [--region N] [--register N] [--seed N]");
            System.exit(2);
        }
        bench.run();
    }

    /** What is wrong with the arguments, empty if nothing is. */
    private String parse(String... args) {
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                return args[i] + " needs a value";
            }
            String value = args[i + 1];
            if (!args[i].equals("--json") && !value.matches("[1-9][0-9]{0,8}")) {
                return args[i] + " needs a whole number above zero, not " + value;
            }
            switch (args[i]) {
                case "--json" -> json = value;
                case "--region" -> region = Integer.parseInt(value);
                case "--register" -> register = Integer.parseInt(value);
                case "--seed" -> seed = Integer.parseInt(value);
                default -> {
                    return "there is no option " + args[i];
                }
            }
        }
        return register * 3L / 2 > region
                ? "--register: two registers that share half do not fit in --region"
                : "";
    }

    private void run() throws IOException {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        all.put("half of each register in the other", overlap(Clerk.Errors.USUAL));
        all.put("the same without errors", overlap(Clerk.Errors.NONE));
        all.put("one twin in each register", twins(Clerk.Errors.USUAL, false));
        all.put("one twin in each register, without errors", twins(Clerk.Errors.NONE, false));
        all.put("both twins in each register", twins(Clerk.Errors.USUAL, true));
        all.forEach(
                (name, figures) -> {
                    System.out.println(name);
                    figures.forEach(
                            (figure, value) -> System.out.printf("  %-44s %s%n", figure, value));
                });
        if (!json.isEmpty()) {
            Files.writeString(
                    Path.of(json),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
        }
    }

    /** Registers of the given size, of which half is in both. */
    private Map<String, Object> overlap(Clerk.Errors errors) {
        Random random = new Random(seed);
        var names = new SyntheticPupils(random);
        var clerk = new Clerk(names, errors, random);
        List<Pupil> pupils = new ArrayList<>();
        while (pupils.size() < region) {
            Pupil one = names.pupil(pupils.size());
            pupils.add(one);
            if (random.nextDouble() < TWIN_BIRTHS && pupils.size() < region) {
                pupils.add(names.twin(one, pupils.size()));
            }
        }
        Collections.shuffle(pupils, random);
        Map<KeyKind, List<Pair>> found =
                NameLanes.run(
                        written(clerk, pupils.subList(0, register), true),
                        written(
                                clerk,
                                pupils.subList(register / 2, register / 2 + register),
                                false));
        return figures(found, register - register / 2);
    }

    /** Every pupil a twin, of which each register has one, or both. */
    private Map<String, Object> twins(Clerk.Errors errors, boolean both) {
        Random random = new Random(seed);
        var names = new SyntheticPupils(random);
        var clerk = new Clerk(names, errors, random);
        List<Pupil> here = new ArrayList<>();
        List<Pupil> there = new ArrayList<>();
        int alike = 0;
        for (int i = 0; i < register; i++) {
            Pupil one = names.pupil(2 * i);
            Pupil other = names.twin(one, 2 * i + 1);
            alike += one.initials().equals(other.initials()) ? 1 : 0;
            here.add(one);
            there.add(other);
            if (both) {
                here.add(other);
                there.add(one);
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("pairs of twins", register);
        figures.put("with equal initials", share(alike, register));
        Map<KeyKind, List<Pair>> found =
                NameLanes.run(written(clerk, here, true), written(clerk, there, false));
        found.forEach(
                (lane, pairs) ->
                        figures.put(
                                lane + ": twin for twin",
                                share(
                                        pairs.stream().filter(NamesBench::isTwin).count(),
                                        register)));
        if (both) {
            found.forEach(
                    (lane, pairs) ->
                            figures.put(
                                    lane + ": each for itself",
                                    share(
                                            pairs.stream().filter(Pair::isTrue).count(),
                                            2L * register)));
        }
        return figures;
    }

    private static boolean isTwin(Pair pair) {
        return !pair.isTrue() && pair.one() / 2 == pair.other() / 2;
    }

    private static List<Entry> written(Clerk clerk, List<Pupil> pupils, boolean numbered) {
        return pupils.stream()
                .map(pupil -> new Entry(pupil.number(), clerk.write(pupil), numbered))
                .toList();
    }

    private static Map<String, Object> figures(Map<KeyKind, List<Pair>> found, int inBoth) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("pupils in both registers", inBoth);
        long so = 0;
        for (Map.Entry<KeyKind, List<Pair>> lane : found.entrySet()) {
            long right = lane.getValue().stream().filter(Pair::isTrue).count();
            so += right;
            boolean exact = lane.getKey() == KeyKind.DEMOGRAPHIC;
            figures.put(
                    lane.getKey() + (exact ? ": matched" : ": proposed"), lane.getValue().size());
            figures.put(
                    lane.getKey() + ": of these another child",
                    "%d (%s)"
                            .formatted(
                                    lane.getValue().size() - right,
                                    share(lane.getValue().size() - right, lane.getValue().size())));
            figures.put(lane.getKey() + ": found so far (recall)", share(so, inBoth));
        }
        return figures;
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.3f %%", 100.0 * part / whole);
    }
}
