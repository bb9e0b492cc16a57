package nl.sluitend.disclosure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.EpochKeys;
import nl.sluitend.party.KeyRing;

/** Writes one whole session into the log of a node that runs in another process. */
public final class FilledLog {

    private static final URI ACTIVITY = URI.create("urn:sluitend:processing-activity:afstemming:1");
    private static final String PURPOSE =
            "Geen kind uit beeld: thuiszitters die één van beide mist";
    private static final String LEGAL_BASIS = "artikel 6, eerste lid, onder e, AVG";

    private final DisclosureLog log;
    private final Oin own;
    private final Oin peer;
    private final String convenantHash;

    public FilledLog(
            DataSource dataSource,
            KeyRing keys,
            EpochKeys epochs,
            Oin own,
            Oin peer,
            String convenantHash) {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        LogStore store = new LogStore(dataSource);
        LogKeys logKeys = new LogKeys(keys);
        SubjectKeys subjects =
                new SubjectKeys(store, keys, new SubjectKeyWrapping(keys, epochs), random);
        Cosignatures cosignatures = new Cosignatures(store);
        Witnesses nobody =
                new Witnesses(
                        _ -> Optional.empty(), new Counterparties(List.of()), Optional.empty());
        this.log =
                new DisclosureLog(
                        store,
                        subjects,
                        new PupilChunks(store, subjects, random),
                        new Checkpoints(store, logKeys, clock),
                        logKeys,
                        new WitnessLimit(nobody, cosignatures, Duration.ofHours(4), clock),
                        cosignatures,
                        clock,
                        random);
        this.own = own;
        this.peer = peer;
        this.convenantHash = convenantHash;
    }

    /** A session that ran, with an outcome for each of so many pupils, and one refusal after it. */
    public void session(String exchangeId, Instant at, int pupils) {
        List<Leaf> leaves = new ArrayList<>();
        leaves.add(
                leaf(
                        LeafKind.SESSION_OPEN,
                        at,
                        exchangeId,
                        Map.of("mode", "MATCH", "lane", "DEMOGRAPHIC")));
        leaves.add(leaf(LeafKind.EXPOSURE, at, exchangeId, Map.of("n", pupils)));
        for (int pupil = 0; pupil < pupils; pupil++) {
            leaves.add(outcome(at, exchangeId, pupil));
        }
        leaves.add(leaf(LeafKind.RECEIPT, at, exchangeId, Map.of()));
        leaves.add(leaf(LeafKind.SESSION_END, at, exchangeId, Map.of("ending", "completed")));
        leaves.add(leaf(LeafKind.REFUSAL, at, exchangeId, Map.of("rule", "min-days-between-runs")));
        log.append(LogName.ofConvenant(own, convenantHash), leaves);
    }

    private Leaf outcome(Instant at, String exchangeId, int pupil) {
        return new Leaf(
                LeafKind.OUTCOME,
                at,
                convenantHash,
                ACTIVITY,
                PURPOSE,
                LEGAL_BASIS,
                own,
                peer,
                exchangeId,
                Map.of(),
                List.of(
                        new PersonalMember(
                                "outcome", pupil % 3 == 0 ? "not-held-by-receiver" : "matched")),
                Optional.of(SubjectRef.pupil(("point " + pupil).getBytes(StandardCharsets.UTF_8))));
    }

    private Leaf leaf(LeafKind kind, Instant at, String exchangeId, Map<String, Object> clear) {
        return new Leaf(
                kind,
                at,
                convenantHash,
                ACTIVITY,
                PURPOSE,
                LEGAL_BASIS,
                own,
                peer,
                exchangeId,
                clear,
                List.of(),
                Optional.empty());
    }
}
