package nl.sluitend.psi;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a list is cut. A list has one section, or one for each group of a count; every section is cut
 * into {@code rounds} chunks: of a section of n elements, chunk i is positions [⌊i·n/rounds⌋,
 * ⌊(i+1)·n/rounds⌋). Chunks are numbered through. A chunk may be empty.
 *
 * @param rounds chunks of each section
 * @param sections elements of each section
 */
public record Chunking(int rounds, List<Integer> sections) {

    public Chunking {
        sections = List.copyOf(sections);
        if (rounds < 1
                || sections.isEmpty()
                || sections.stream().anyMatch(n -> n < 0)
                || sections.stream().mapToLong(n -> n).sum() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("rounds must be positive and sizes not negative");
        }
    }

    /** A list of one section. */
    public Chunking(int rounds, int size) {
        this(rounds, List.of(size));
    }

    /** Number of elements. */
    public int size() {
        return sections.stream().mapToInt(n -> n).sum();
    }

    /** Number of chunks. */
    public int count() {
        return rounds * sections.size();
    }

    /** Which section chunk {@code j} is of. */
    public int section(int j) {
        return j / rounds;
    }

    /** Whether chunk {@code j} is the first of its section. */
    public boolean begins(int j) {
        return j % rounds == 0;
    }

    /** Position of the first element of chunk {@code j}; for {@code j = count()}, the size. */
    public int start(int j) {
        if (j < 0 || j > count()) {
            throw new IndexOutOfBoundsException(j);
        }
        int section = section(j);
        int before = sections.stream().limit(section).mapToInt(n -> n).sum();
        return section == sections.size()
                ? before
                : before + (int) ((long) (j % rounds) * sections.get(section) / rounds);
    }

    /** Number of elements in chunk {@code j}. */
    public int length(int j) {
        return start(j + 1) - start(j);
    }

    /**
     * The last of the chunks from {@code j} on that travel together: as many as hold {@code most}
     * elements at most, and always {@code j} itself.
     */
    public int lastTogether(int j, int most) {
        int last = j;
        while (last + 1 < count() && start(last + 2) - start(j) <= most) {
            last++;
        }
        return last;
    }

    /** Chunk {@code j} of {@code list}. */
    public Elements chunk(Elements list, int j) {
        requireSize(list);
        return list.range(start(j), start(j + 1));
    }

    /** The chunks of {@code list}, in order. */
    public List<Elements> cut(Elements list) {
        requireSize(list);
        return IntStream.range(0, count())
                .mapToObj(j -> list.range(start(j), start(j + 1)))
                .toList();
    }

    /** The sections of {@code list}, in order. */
    public List<Elements> sectionsOf(Elements list) {
        requireSize(list);
        return IntStream.range(0, sections.size())
                .mapToObj(g -> list.range(start(g * rounds), start((g + 1) * rounds)))
                .toList();
    }

    void requireSize(Elements list) {
        if (list.size() != size()) {
            throw new IllegalArgumentException("the list has another size");
        }
    }
}
