package nl.sluitend.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nl.sluitend.registration.intake.DroppedKind;
import nl.sluitend.registration.intake.LineAnswer;
import nl.sluitend.registration.intake.LineIssue;
import nl.sluitend.registration.intake.Registration;

/** What an import remembers of the lines so far, and the lines that wait to be stored. */
final class ImportRun {

    /** Most answers that are kept; what comes after is only counted. */
    static final int ANSWER_LIMIT = 100_000;

    private final Map<String, Long> firstLines = new HashMap<>();
    private final Set<String> present = new HashSet<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final long activeBefore;
    private boolean nameless;
    private int answers;
    private long lines;
    private long refused;
    private long warnings;

    private final List<Registration> accepted = new ArrayList<>();
    private final Set<String> endings = new LinkedHashSet<>();
    private final List<LineIssue> issues = new ArrayList<>();

    /**
     * @param activeBefore how many registrations of this source and profile had not ended when the
     *     import began
     */
    ImportRun(long activeBefore) {
        this.activeBefore = activeBefore;
    }

    /** Whether so many endings at once want a person's consent: more than a tenth. */
    boolean isMany(int endings) {
        return endings * 10L > activeBefore;
    }

    /** Takes in the answer to a line. */
    void add(LineAnswer answer) {
        lines++;
        switch (answer) {
            case LineAnswer.Accepted(long line, Registration said, List<LineIssue> doubts) -> {
                Optional<LineIssue> duplicate = duplicate(said.reference(), line);
                if (duplicate.isPresent()) {
                    refuse(List.of(duplicate.get()));
                } else {
                    accepted.add(said);
                    warnings += doubts.size();
                    note(doubts);
                }
            }
            case LineAnswer.Refused(long _, Optional<String> reference, List<LineIssue> wrong) -> {
                refuse(wrong);
                reference.ifPresentOrElse(present::add, () -> nameless = true);
            }
            case LineAnswer.Ending(long line, String reference, String because) -> {
                Optional<LineIssue> duplicate = duplicate(reference, line);
                if (duplicate.isPresent()) {
                    refuse(List.of(duplicate.get()));
                } else {
                    leftOut.merge(because, 1L, Long::sum);
                    endings.add(reference);
                }
            }
            case LineAnswer.LeftOut(long _, var _, String because) ->
                    leftOut.merge(because, 1L, Long::sum);
        }
    }

    private Optional<LineIssue> duplicate(String reference, long line) {
        present.add(reference);
        Long earlier = firstLines.putIfAbsent(reference, line);
        return Optional.ofNullable(earlier).map(first -> LineIssue.duplicate(line, first));
    }

    private void refuse(List<LineIssue> wrong) {
        refused++;
        note(wrong);
    }

    private void note(List<LineIssue> found) {
        for (LineIssue issue : found) {
            if (answers + issues.size() < ANSWER_LIMIT) {
                issues.add(issue);
            }
        }
    }

    /** Lines that wait to be stored. */
    int waiting() {
        return accepted.size() + endings.size();
    }

    /** The lines that wait, to be stored while the next ones are read. */
    Batch take(Map<DroppedKind, Long> dropped) {
        Batch batch =
                new Batch(
                        List.copyOf(accepted),
                        List.copyOf(endings),
                        List.copyOf(issues),
                        answers,
                        lines,
                        refused,
                        warnings,
                        new TreeMap<>(leftOut),
                        new TreeMap<>(dropped));
        answers += issues.size();
        accepted.clear();
        endings.clear();
        issues.clear();
        return batch;
    }

    /** Takes back the answers of batches that were not stored; their lines are lost for now. */
    void takeBack(List<Batch> batches) {
        if (!batches.isEmpty()) {
            answers = batches.getFirst().answersBefore();
            issues.addAll(0, batches.stream().flatMap(batch -> batch.issues().stream()).toList());
        }
    }

    /**
     * Lines to store together, and the counts of the list up to and including them.
     *
     * @param answersBefore how many answers come before {@code issues}
     */
    record Batch(
            List<Registration> accepted,
            List<String> endings,
            List<LineIssue> issues,
            int answersBefore,
            long lines,
            long refused,
            long warnings,
            Map<String, Long> leftOut,
            Map<DroppedKind, Long> dropped) {

        /** Writes the counts so far. */
        void report(ImportJob job) {
            job.lines = lines;
            job.refused = refused;
            job.warnings = warnings;
            job.leftOut = new TreeMap<>(leftOut);
            Map<String, Long> tally = new TreeMap<>();
            dropped.forEach((kind, count) -> tally.put(kind.name(), count));
            job.dropped = tally;
        }

        @Override
        public String toString() {
            return "Batch[" + accepted.size() + "]";
        }
    }

    long lines() {
        return lines;
    }

    /** Whether the list has this reference, on a valid line or on a refused one. */
    boolean has(String reference) {
        return present.contains(reference);
    }

    /** Whether a line was refused whose reference could not be read: it may be any. */
    boolean hasNamelessLine() {
        return nameless;
    }
}
