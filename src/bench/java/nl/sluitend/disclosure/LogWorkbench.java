package nl.sluitend.disclosure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.EpochKeys;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.PartyRole;
import org.flywaydb.core.Flyway;

/** The disclosure log over one database connection, without the rest of a node. */
public final class LogWorkbench implements AutoCloseable {

    static final Oin OWNER = new Oin("00000099000000001000");
    static final Oin PEER = new Oin("00000099000000002000");
    static final LogName LOG = LogName.ofConvenant(OWNER, "be".repeat(32));
    private static final URI ACTIVITY =
            URI.create("https://register.example/verwerkingen/afstemming/versies/1");

    private final OneConnection database;
    private final LogStore store;
    private final SubjectKeys subjects;
    private final PupilChunks chunks;
    private final Checkpoints checkpoints;
    private final DisclosureQuery query;
    private final WitnessedLogs witnessed;
    private final LogKeys keys;
    private final DisclosureLog log;

    /**
     * @param url of a database that {@link #migrate} has prepared
     * @param step told before and after each statement and commit
     */
    LogWorkbench(String url, Path keystore, String password, Consumer<String> step)
            throws SQLException {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        KeyRing ring = open(keystore, password, random);
        database = new OneConnection(url, step);
        store = new LogStore(database);
        keys = new LogKeys(ring);
        SubjectKeyWrapping wrapping = new SubjectKeyWrapping(ring, epochs(keystore, password));
        subjects = new SubjectKeys(store, ring, wrapping, random);
        chunks = new PupilChunks(store, subjects, random);
        checkpoints = new Checkpoints(store, keys, clock);
        query = new DisclosureQuery(store, subjects);
        Cosignatures cosignatures = new Cosignatures(store);
        Witnesses nobody =
                new Witnesses(
                        _ -> Optional.empty(), new Counterparties(List.of()), Optional.empty());
        witnessed =
                new WitnessedLogs(
                        store,
                        keys,
                        new OwnParty(OWNER, "Meetopstelling", PartyRole.RBL),
                        new LogAlerts((LogAlerts.Sink) (kind, about, text) -> {}),
                        clock,
                        new PeerClosings(
                                store, new LogAlerts((LogAlerts.Sink) (kind, about, text) -> {})));
        log =
                new DisclosureLog(
                        store,
                        subjects,
                        chunks,
                        checkpoints,
                        keys,
                        new WitnessLimit(nobody, cosignatures, Duration.ofHours(4), clock),
                        cosignatures,
                        clock,
                        random);
    }

    private static KeyRing open(Path keystore, String password, SecureRandom random) {
        try {
            return KeyRing.open(keystore, password.toCharArray(), random);
        } catch (Exception e) {
            throw new IllegalArgumentException("the key store does not open", e);
        }
    }

    private static EpochKeys epochs(Path keystore, String password) {
        try {
            return EpochKeys.open(keystore, password.toCharArray(), new SecureRandom());
        } catch (Exception e) {
            throw new IllegalArgumentException("the key store does not open", e);
        }
    }

    /** Makes the tables of a node in an empty database. */
    static void migrate(String url) {
        Flyway.configure()
                .dataSource(url, "postgres", "")
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /** Appends exposures, or outcomes of pupils from {@code firstPupil} on, in one transaction. */
    List<LogPosition> append(int leaves, int firstPupil) throws SQLException {
        List<Leaf> all = new ArrayList<>(leaves);
        for (int i = 0; i < leaves; i++) {
            all.add(
                    leaf(
                            LeafKind.OUTCOME,
                            List.of(new PersonalMember("outcome", "matched")),
                            Optional.of(pupil(firstPupil + i))));
        }
        List<LogPosition> positions = log.append(LOG, all);
        database.commit();
        return positions;
    }

    /** Appends the pupils of a run, in one transaction. */
    List<LogPosition> run(int pupils, int firstPupil) throws SQLException {
        List<PupilMembers> members = new ArrayList<>(pupils);
        for (int i = 0; i < pupils; i++) {
            members.add(
                    new PupilMembers(
                            List.of(new PersonalMember("outcome", "matched")),
                            pupil(firstPupil + i)));
        }
        List<LogPosition> positions =
                log.appendPupils(LOG, leaf(LeafKind.OUTCOME, List.of(), Optional.empty()), members);
        database.commit();
        return positions;
    }

    SignedCheckpoint sign() throws SQLException {
        SignedCheckpoint signed = checkpoints.sign(LOG);
        database.commit();
        return signed;
    }

    /** Cosigns a checkpoint of the counterpart's log. */
    WitnessAnswer cosign(VerifierKey key, AddCheckpoint request) throws SQLException {
        WitnessAnswer answer = witnessed.cosign(key, request);
        database.commit();
        return answer;
    }

    long witnessedSize(VerifierKey key) throws LogVerificationException {
        return witnessed.knownSize(LogName.parse(key.name()));
    }

    TlogProof proof(long index) {
        LeafEvidence evidence = log.proof(LOG, index, 0);
        return new TlogProof(
                Optional.empty(), index, evidence.inclusionProof(), evidence.checkpoint());
    }

    /** What the officer's search does for one pupil: rows of the first page, and exact counts. */
    int search(int pupil) {
        DisclosureFilter filter =
                new DisclosureFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        java.util.Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(pupil(pupil)));
        query.counts(filter);
        return query.rows(filter, Optional.empty(), 50).size();
    }

    VerifierKey verifierKey() {
        return keys.verifierKey(LOG);
    }

    /** Gives the planner its statistics. */
    void analyze() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("analyze")) {
            statement.execute();
        }
        database.commit();
    }

    private static Leaf leaf(
            LeafKind kind, List<PersonalMember> personal, Optional<SubjectRef> subject) {
        return new Leaf(
                kind,
                Instant.now(),
                LOG.id(),
                ACTIVITY,
                "zicht op thuiszitters",
                "artikel 18 Leerplichtwet 1969",
                OWNER,
                PEER,
                "session-1",
                Map.of("lane", "PGN"),
                personal,
                subject);
    }

    private static SubjectRef pupil(int number) {
        return SubjectRef.pupil(
                MerkleTree.leafHash(Integer.toString(number).getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
