package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.party.Operations;
import nl.sluitend.party.OwnParty;

/**
 * Looking into the log. Every consultation is itself a leaf in the node log, durable before its
 * result is shown: when that cannot be written, nothing is shown.
 */
@ApplicationScoped
public class Disclosures {

    /** The most entries on one page. */
    public static final int MAX_PAGE = 500;

    private static final URI ACTIVITY =
            URI.create("urn:sluitend:processing-activity:log-consultation:1");
    private static final String PURPOSE = "toezicht op verstrekkingen";
    private static final String LEGAL_BASIS = "artikel 5, tweede lid, en artikel 39 AVG";

    private final DisclosureQuery query;
    private final DisclosureLog disclosureLog;
    private final SubjectKeys subjectKeys;
    private final PupilChunks chunks;
    private final LogStore store;
    private final OwnParty own;
    private final Clock clock;
    private final Operations operations;
    private final Cosignatures cosignatures;

    Disclosures(
            DisclosureQuery query,
            DisclosureLog disclosureLog,
            SubjectKeys subjectKeys,
            PupilChunks chunks,
            LogStore store,
            OwnParty own,
            Clock clock,
            Operations operations,
            Cosignatures cosignatures) {
        this.cosignatures = cosignatures;
        this.operations = operations;
        this.query = query;
        this.disclosureLog = disclosureLog;
        this.subjectKeys = subjectKeys;
        this.chunks = chunks;
        this.store = store;
        this.own = own;
        this.clock = clock;
    }

    /**
     * One entry, opened.
     *
     * @param log the log
     * @param entry the entry
     * @param pupil the entry of one pupil and its place under this one, as a proof file says it;
     *     empty unless a pupil was asked for
     * @param openings what the digests stand for; empty if nothing is personal or it was erased
     * @param proof that the log holds the entry, checked before this was returned
     */
    public record Detail(
            LogName log,
            LogEntry entry,
            Map<String, Object> pupil,
            List<Opening> openings,
            LeafEvidence proof) {

        /** Whether there were personal members that can no longer be read. */
        public boolean erased() {
            return openings.isEmpty() && (!entry.digests().isEmpty() || !pupil.isEmpty());
        }

        /**
         * The proof as a file that can be checked without this node; its extra data is the entry.
         */
        public TlogProof file() {
            Map<String, Object> extra = new TreeMap<>();
            extra.put("entry", entry.json());
            extra.put("openings", openings.stream().map(Opening::encoded).toList());
            if (!openings.isEmpty() && !pupil.isEmpty()) {
                extra.put("pupil", pupil);
            }
            return new TlogProof(
                    Optional.of(LeafJson.canonical(extra)),
                    proof.index(),
                    proof.inclusionProof(),
                    proof.checkpoint());
        }
    }

    /**
     * Finds entries, newest first.
     *
     * @param cursor {@link DisclosurePage#next()} of the page before; empty for the first page
     * @param limit entries on a page, 1 to {@link #MAX_PAGE}
     * @param officer who asks, by the subject of the access token
     * @throws IllegalArgumentException if the cursor or the limit is none
     * @throws LogUnavailableException if the consultation cannot be logged, or the log is damaged
     */
    @Transactional
    public DisclosurePage find(
            DisclosureFilter filter, Optional<String> cursor, int limit, String officer) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " entries");
        }
        Optional<DisclosureCursor> after =
                cursor.map(
                        text ->
                                DisclosureCursor.parse(text)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "not a cursor of a page")));
        List<UUID> subjectKeys =
                filter.subjects().isEmpty()
                        ? List.of()
                        : List.of(query.subjectKeyIds(filter.subjects()));
        Map<LeafKind, Long> counts = query.counts(filter);
        List<DisclosureQuery.Row> rows = query.rows(filter, after, limit + 1);
        List<DisclosurePage.Found> found = new ArrayList<>();
        for (DisclosureQuery.Row row : rows.subList(0, Math.min(limit, rows.size()))) {
            found.add(read(row, subjectKeys));
        }
        Optional<String> next =
                rows.size() > limit
                        ? Optional.of(rows.get(limit - 1).cursor().toString())
                        : Optional.empty();
        DisclosurePage page = new DisclosurePage(found, counts, next);
        record(
                officer,
                Map.of(
                        "consulted", "list",
                        "filter", filter.describe(),
                        "shown", found.size(),
                        "total", page.total()));
        return page;
    }

    /**
     * Opens one entry and checks its proof.
     *
     * @param logId {@link LogName#id()}
     * @param officer who asks, by the subject of the access token
     * @throws NoSuchElementException if no entry stands there
     * @throws LogUnavailableException if the consultation cannot be logged, or the entry is not
     *     provable any more
     */
    @Transactional
    public Detail open(String logId, long index, String officer) {
        LogName log = log(logId);
        LogStore.Head head = store.find(log).orElseThrow();
        if (index < 0 || index >= head.edge().size()) {
            throw new NoSuchElementException("no entry " + index + " in this log");
        }
        LeafEvidence evidence = disclosureLog.proof(log, index, 0);
        try {
            LeafEvidence.Proven proven =
                    evidence.verify(disclosureLog.verifierKey(log), Optional.empty());
            LogEntry entry = proven.entry();
            List<Opening> openings =
                    entry.digests().isEmpty()
                            ? List.of()
                            : subjectKeys.openings(head.id(), log, index);
            for (Opening opening : openings) {
                if (!entry.digests().contains(opening.digest())) {
                    throw new LogVerificationException("an opening is not of entry " + index);
                }
            }
            record(officer, Map.of("consulted", "entry", "log", logId, "index", index));
            String note = cosignatures.under(log, proven.checkpoint());
            return new Detail(log, entry, Map.of(), openings, evidence.cosigned(note));
        } catch (LogVerificationException e) {
            throw new LogUnavailableException("The log is damaged: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Opens the entry of one pupil under the leaf of its chunk and checks its proof.
     *
     * @param position the pupil's place, {@link DisclosurePage.Found#pupil()}
     * @throws NoSuchElementException if nothing stands there
     * @throws LogUnavailableException as {@link #open(String, long, String)}
     */
    @Transactional
    public Detail openPupil(String logId, long index, int position, String officer) {
        Detail leaf = open(logId, index, officer);
        int id = store.find(leaf.log()).orElseThrow().id();
        PupilChunks.Opened pupil = chunks.open(id, leaf.log(), index, position);
        Map<String, Object> place =
                PupilEntry.describe(pupil.position(), pupil.entry(), pupil.path());
        try {
            if (!pupil.openings().isEmpty()) {
                PupilEntry.digestsOf(leaf.entry(), place);
            }
        } catch (LogVerificationException e) {
            throw new LogUnavailableException("The log is damaged: " + e.getMessage() + ".", e);
        }
        return new Detail(leaf.log(), leaf.entry(), place, pupil.openings(), leaf.proof());
    }

    /**
     * Our log with that id.
     *
     * @throws NoSuchElementException if there is none
     */
    LogName log(String logId) {
        try {
            LogName log = LogName.of(own.oin(), logId);
            if (store.find(log).isPresent()) {
                return log;
            }
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("no log with this id", e);
        }
        throw new NoSuchElementException("no log with this id");
    }

    /** A page of what matches, in a transaction of its own. */
    @Transactional
    List<DisclosureQuery.Row> rows(
            DisclosureFilter filter, Optional<DisclosureCursor> after, int limit) {
        return query.rows(filter, after, limit);
    }

    private DisclosurePage.Found read(DisclosureQuery.Row row, List<UUID> subjectKeys) {
        DisclosurePage.Found found = parse(row);
        return subjectKeys.isEmpty()
                ? found
                : new DisclosurePage.Found(
                        found.log(),
                        found.entry(),
                        chunks.position(row.cursor().logId(), row.cursor().index(), subjectKeys));
    }

    /** The entry of a row, at its place. */
    static DisclosurePage.Found parse(DisclosureQuery.Row row) {
        try {
            LogName log = LogName.parse(row.origin());
            LogEntry entry = LogEntry.parse(row.entry());
            entry.requirePlace(log, row.cursor().index());
            return new DisclosurePage.Found(log, entry, Optional.empty());
        } catch (LogVerificationException e) {
            throw new LogUnavailableException("The log is damaged: " + e.getMessage() + ".", e);
        }
    }

    private void record(String officer, Map<String, Object> what) {
        disclosureLog.append(
                LogName.ofNode(own.oin()),
                List.of(
                        Leaf.internal(
                                LeafKind.CONSULTATION,
                                clock.instant(),
                                ACTIVITY,
                                PURPOSE,
                                LEGAL_BASIS,
                                own.oin(),
                                operations.linked(what),
                                List.of(new PersonalMember("officer", officer)),
                                Optional.of(SubjectRef.officer(officer)))));
    }
}
