package nl.sluitend.reconciliation;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.TrustStore;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Draw;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Replay;
import nl.sluitend.psi.SecondEngine;

/**
 * Checks, away from the node and without a secret, what a party entered into a run (specification,
 * Q1). Level 1: what was sent is the frozen list under one exponent, and that list stands in the
 * log. Level 2: pupils who were drawn from the source system are in it under the key of the node.
 * Believes nothing that the node says: it only asks.
 */
public final class ReplayCheck {

    /** What does not hold. */
    public enum Difference {
        /** The offers are not what both parties signed for this session under this convenant. */
        OFFER,
        LIST,
        ELEMENTS,
        PROOF,
        EXPONENT,
        /** The entry in the log is not proven, or it is about other offers or another list. */
        LOG,
        /** The points of the pupils who were drawn are not under the key of the list. */
        DRAW,
        /** What the node gave cannot be read. */
        UNREADABLE;

        static Difference of(Replay.Difference difference) {
            return switch (difference) {
                case LIST -> LIST;
                case ELEMENTS -> ELEMENTS;
                case PROOF -> PROOF;
                case EXPONENT -> EXPONENT;
            };
        }
    }

    /** The node, asked piece by piece. */
    public interface Source {

        ReplayView.Chunk chunk(UUID sid, int j) throws IOException;

        ReplayView.Drawn draw(UUID sid, List<String> blinded) throws IOException;
    }

    /**
     * A pupil who was drawn.
     *
     * @param reference how the source system calls the pupil
     * @param keys never leave this machine but blinded
     */
    public record Drawn(String reference, List<MatchingKey> keys) {

        public Drawn {
            keys = List.copyOf(keys);
        }

        private Optional<MatchingKey> key(String kind) {
            return keys.stream().filter(key -> key.kind().name().equals(kind)).findFirst();
        }

        @Override
        public String toString() {
            return "Drawn[masked]";
        }
    }

    /**
     * What was found of a session.
     *
     * @param kept whether it can be checked at all
     * @param exposed whether the node says that something was evaluated with the list
     * @param found pupils who were drawn and are in the list
     * @param missing references of pupils who were drawn and are not
     */
    public record Finding(
            UUID sid,
            String lane,
            int pupils,
            boolean kept,
            boolean exposed,
            Set<Difference> differences,
            List<String> found,
            List<String> missing) {

        public Finding {
            differences = Set.copyOf(differences);
            found = List.copyOf(found);
            missing = List.copyOf(missing);
        }

        /** Whether it was checked and everything holds. */
        public boolean holds() {
            return kept && differences.isEmpty() && missing.isEmpty();
        }
    }

    private final ReplayEvidence evidence;
    private final ReplayView view;
    private final Source source;
    private final SecureRandom random;

    /**
     * @param authorities that may vouch for the parties
     * @param view what the node gave
     */
    public ReplayCheck(
            TrustStore authorities, ReplayView view, Source source, SecureRandom random) {
        this.evidence = new ReplayEvidence(authorities, view);
        this.view = view;
        this.source = source;
        this.random = random;
    }

    /**
     * Checks every session.
     *
     * @param drawn pupils of the source system; each is looked for in the first list whose kind of
     *     key it has
     * @throws IOException when the node refuses or does not answer
     */
    public List<Finding> check(List<Drawn> drawn) throws IOException {
        List<Drawn> left = new ArrayList<>(drawn);
        List<Finding> findings = new ArrayList<>();
        for (ReplayView.Session session : view.sessions()) {
            List<Drawn> here =
                    left.stream().filter(one -> one.key(session.lane()).isPresent()).toList();
            findings.add(check(session, here));
            left.removeAll(here);
        }
        return findings;
    }

    private Finding check(ReplayView.Session session, List<Drawn> drawn) throws IOException {
        ReplayView.Material material = session.material();
        Set<Difference> differences = EnumSet.noneOf(Difference.class);
        List<String> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        if (material != null) {
            try {
                Optional<ReplayEvidence.Offers> offers = evidence.offers(session, material);
                if (offers.isEmpty()) {
                    differences.add(Difference.OFFER);
                } else {
                    check(session, material, offers.get(), drawn, differences, found, missing);
                }
            } catch (IllegalArgumentException _) {
                differences.add(Difference.UNREADABLE);
            }
        }
        return new Finding(
                session.sid(),
                session.lane(),
                session.pupils(),
                material != null,
                material != null && material.exposure() != null,
                differences,
                found,
                missing);
    }

    private void check(
            ReplayView.Session session,
            ReplayView.Material material,
            ReplayEvidence.Offers offers,
            List<Drawn> drawn,
            Set<Difference> differences,
            List<String> found,
            List<String> missing)
            throws IOException {
        ReplayView.Exposure exposure = material.exposure();
        if (exposure != null && !evidence.isLogged(exposure, offers)) {
            differences.add(Difference.LOG);
        }
        Offer own = offers.own();
        BatchProof proof = proof(material.batchProof());
        Suite suite = Suite.find(own.suite()).orElseThrow(IllegalArgumentException::new);
        var replay =
                new Replay(
                        SecondEngine.of(suite),
                        own,
                        Octets.ofBase64Url(material.commitSalt()),
                        proof,
                        evidence.rounds(own));
        for (int j = 0; j < replay.chunks(); j++) {
            ReplayView.Chunk chunk = source.chunk(session.sid(), j);
            replay.chunk(
                    chunk.pupils().stream()
                            .map(
                                    p ->
                                            new Replay.Entry(
                                                    p.place(),
                                                    Octets.ofBase64Url(p.salt()),
                                                    Octets.ofBase64Url(p.point())))
                            .toList(),
                    Octets.ofBase64Url(chunk.elements()));
        }
        replay.differences().forEach(difference -> differences.add(Difference.of(difference)));
        if (drawn.isEmpty()) {
            return;
        }
        Optional<List<Octets>> points =
                ReplayDrawing.points(
                        Draw.Subject.of(suite, own),
                        proof.registrationKey(),
                        drawn.stream().map(one -> one.key(session.lane()).orElseThrow()).toList(),
                        source,
                        random);
        if (points.isEmpty()) {
            differences.add(Difference.DRAW);
            return;
        }
        for (int i = 0; i < drawn.size(); i++) {
            (replay.has(points.get().get(i)) ? found : missing).add(drawn.get(i).reference());
        }
    }

    private static BatchProof proof(List<String> parts) {
        List<Octets> octets = parts.stream().map(Octets::ofBase64Url).toList();
        if (octets.size() < 3) {
            throw new IllegalArgumentException("a batch proof has three parts at least");
        }
        return new BatchProof(
                octets.get(0), octets.get(1), octets.get(2), octets.subList(3, octets.size()));
    }

    /** The convenant of the run, when the node gave one that can be read. */
    public Optional<Convenant> convenant() {
        return evidence.convenant();
    }
}
