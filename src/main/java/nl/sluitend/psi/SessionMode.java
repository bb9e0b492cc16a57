package nl.sluitend.psi;

import java.util.List;

/** What a session is for, with what the convenant fixes for it; equal at both parties. */
public sealed interface SessionMode {

    /** Both parties learn which of their own pupils the other has too. */
    Match MATCH = new Match();

    /** The same, and then the agreed fields of those pupils. */
    Fields FIELDS = new Fields();

    /** Only the initiator learns which of its own pupils the responder has too. */
    OneSided ONE_SIDED = new OneSided();

    /** The mode of this name, in which pupils are compared one by one. */
    static SessionMode comparing(String name) {
        return List.of(MATCH, FIELDS, ONE_SIDED).stream()
                .filter(mode -> mode.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such mode"));
    }

    /** As the offer and the convenant name it. */
    String name();

    /**
     * Chunks in which each section of a list travels and is evaluated.
     *
     * @param cap largest list that either party may enter, in pupils
     */
    int rounds(int cap);

    /** Both evaluate, round by round, so that neither runs ahead; both learn the matches. */
    sealed interface Mutual extends SessionMode {

        /** Rounds of even the smallest list. */
        int FEWEST_ROUNDS = 16;

        @Override
        default int rounds(int cap) {
            return Math.max(FEWEST_ROUNDS, Math.ceilDiv(cap, Terms.ROUND_SIZE));
        }
    }

    /** {@code docs/protocol/match.md}: nothing but the matches. */
    record Match() implements Mutual {

        @Override
        public String name() {
            return "MATCH";
        }
    }

    /** {@code docs/protocol/fields.md}: when both signed the matches, the agreed fields of them. */
    record Fields() implements Mutual {

        @Override
        public String name() {
            return "FIELDS";
        }
    }

    /** The responder alone evaluates, so that the initiator alone learns something. */
    sealed interface Answered extends SessionMode {

        @Override
        default int rounds(int cap) {
            return Math.max(1, Math.ceilDiv(cap, Terms.ROUND_SIZE));
        }
    }

    /** {@code docs/protocol/one-sided.md}: the initiator asks which of its pupils are known. */
    record OneSided() implements Answered {

        @Override
        public String name() {
            return "MATCH_ONE_SIDED";
        }
    }

    /**
     * {@code docs/protocol/counts.md}: the initiator counts, the responder alone evaluates and adds
     * noise.
     *
     * @param epsilon privacy loss of one run, from {@value Noise#SMALLEST_EPSILON} to 1
     */
    record Counts(double epsilon) implements Answered {

        public Counts {
            Noise.requireUsable(epsilon);
        }

        /** The noise that the responder draws. */
        public Noise noise() {
            return new Noise(epsilon);
        }

        @Override
        public String name() {
            return "COUNTS";
        }
    }
}
