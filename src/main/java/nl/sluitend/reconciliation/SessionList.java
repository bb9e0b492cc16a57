package nl.sluitend.reconciliation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.CountLists;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.PreparedList;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SessionMode;

/**
 * The own list as it enters a session: in a count filled up, and in sections.
 *
 * @param pupils in the order of the frozen list, what fills it up included
 * @param sections how many of them each section has
 * @param groups of the own list in a count that we make; else none
 * @param version of the list, to see later whether it is still the same
 */
record SessionList(
        List<OwnList.Pupil> pupils,
        List<Integer> sections,
        List<CountGroups.Group> groups,
        Octets version) {

    SessionList {
        pupils = List.copyOf(pupils);
        sections = List.copyOf(sections);
        groups = List.copyOf(groups);
    }

    /** A list that goes as it is. */
    static SessionList plain(List<OwnList.Pupil> pupils) {
        return new SessionList(pupils, List.of(pupils.size()), List.of(), version(pupils));
    }

    /**
     * The list of the party that counts.
     *
     * @throws RefusedException when it is too small
     */
    static SessionList counting(List<OwnList.Pupil> pupils, Suite suite, SecureRandom random)
            throws RefusedException {
        List<CountGroups.Group> groups = CountGroups.of(pupils);
        if (groups.isEmpty()) {
            throw new RefusedException(
                    RefusalType.LIMIT_EXCEEDED,
                    "a list of fewer than " + CountLists.FEWEST_PUPILS + " pupils is not counted");
        }
        var all = new ArrayList<OwnList.Pupil>();
        var sections = new ArrayList<Integer>();
        for (CountGroups.Group group : groups) {
            int size = CountLists.filledGroup(group.pupils().size());
            all.addAll(group.pupils());
            all.addAll(
                    fill(
                            CountLists.fillers(
                                    Group.of(suite), size - group.pupils().size(), random)));
            sections.add(size);
        }
        return new SessionList(all, sections, groups, version(pupils));
    }

    /**
     * The list of the party at which is counted, with the decoys of every group.
     *
     * @param groups how many groups the counter has
     * @param seed of the session, from which the decoys are derived
     */
    static SessionList counted(
            List<OwnList.Pupil> pupils,
            SessionMode.Counts mode,
            int groups,
            Suite suite,
            byte[] seed,
            SecureRandom random) {
        Group group = Group.of(suite);
        int decoys = groups * mode.noise().decoys();
        int size = CountLists.filledList(pupils.size(), groups, mode.noise().decoys());
        List<Scalar> scalars = CountLists.decoys(group, seed, decoys);
        try {
            List<OwnList.Pupil> all =
                    Stream.of(
                                    pupils,
                                    fill(CountLists.points(group, scalars)),
                                    fill(
                                            CountLists.fillers(
                                                    group, size - pupils.size() - decoys, random)))
                            .flatMap(List::stream)
                            .toList();
            return new SessionList(all, List.of(size), List.of(), version(pupils));
        } finally {
            scalars.forEach(Scalar::close);
        }
    }

    private static List<OwnList.Pupil> fill(List<Octets> points) {
        return points.stream()
                .map(point -> new OwnList.Pupil(point, List.of(), Optional.empty()))
                .toList();
    }

    /** Equal for lists of the same pupils in the same groups. */
    static Octets version(List<OwnList.Pupil> pupils) {
        var all = new ByteArrayOutputStream();
        pupils.stream()
                .sorted((a, b) -> a.point().compareTo(b.point()))
                .forEach(
                        pupil -> {
                            all.writeBytes(pupil.point().toByteArray());
                            all.writeBytes(
                                    pupil.ageBand()
                                            .map(Enum::name)
                                            .orElse(CountGroups.UNKNOWN)
                                            .getBytes(StandardCharsets.UTF_8));
                        });
        return Messages.hash(all.toByteArray());
    }

    PreparedList.Frozen frozen(Suite suite, List<Octets> salts) {
        var points = new byte[pupils.size() * suite.elementLength()];
        for (int i = 0; i < pupils.size(); i++) {
            byte[] point = pupils.get(i).point().toByteArray();
            System.arraycopy(point, 0, points, i * point.length, point.length);
        }
        return new PreparedList.Frozen(Elements.of(suite, points), salts, sections);
    }
}
