package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that the logs hold of one person, each entry with its proof. That somebody looked is
 * itself an entry of the node log, written before anything is shown.
 */
@ApplicationScoped
public class SubjectDisclosures {

    /** More entries than a person can have in the time that a log is kept. */
    private static final int MOST = 100_000;

    private final DisclosureQuery query;
    private final DisclosureLog disclosureLog;
    private final SubjectKeys subjectKeys;
    private final PupilChunks chunks;
    private final NodeLog nodeLog;
    private final Cosignatures cosignatures;

    SubjectDisclosures(
            DisclosureQuery query,
            DisclosureLog disclosureLog,
            SubjectKeys subjectKeys,
            PupilChunks chunks,
            NodeLog nodeLog,
            Cosignatures cosignatures) {
        this.cosignatures = cosignatures;
        this.query = query;
        this.disclosureLog = disclosureLog;
        this.subjectKeys = subjectKeys;
        this.chunks = chunks;
        this.nodeLog = nodeLog;
    }

    /**
     * Why somebody looks.
     *
     * @param kind {@link LeafKind#CONSULTATION} or {@link LeafKind#ACCESS_REPORT}
     * @param about what is said of it in the node log; nothing personal
     * @param officer who looks, by the subject of the access token
     */
    public record Occasion(LeafKind kind, Map<String, Object> about, String officer) {}

    /**
     * The entries about a person, oldest first.
     *
     * @param subjects every reference that this node has used for the person
     * @throws LogUnavailableException if an entry is not provable any more, or the consultation
     *     cannot be logged
     */
    @Transactional
    public List<Disclosures.Detail> of(List<SubjectRef> subjects, Occasion occasion) {
        List<Disclosures.Detail> details = new ArrayList<>();
        if (!subjects.isEmpty()) {
            List<UUID> keys = List.of(query.subjectKeyIds(subjects));
            for (DisclosureQuery.Row row : query.rows(filter(subjects), Optional.empty(), MOST)) {
                details.add(detail(row, keys));
            }
        }
        details.sort(Comparator.comparing(detail -> detail.entry().logged()));
        nodeLog.byOfficer(occasion.kind(), "rights-request", occasion.about(), occasion.officer());
        return details;
    }

    /** The keys with which whoever gets proofs can check them, of every log of this node. */
    public List<String> verifierKeys() {
        return disclosureLog.logs().stream()
                .map(log -> disclosureLog.verifierKey(log).toString())
                .toList();
    }

    private static DisclosureFilter filter(List<SubjectRef> subjects) {
        DisclosureFilter all = DisclosureFilter.all();
        return new DisclosureFilter(
                all.from(),
                all.until(),
                all.convenantHash(),
                all.counterpart(),
                all.kinds(),
                all.exchangeId(),
                all.purpose(),
                all.legalBasis(),
                subjects);
    }

    private Disclosures.Detail detail(DisclosureQuery.Row row, List<UUID> keys) {
        int id = row.cursor().logId();
        long index = row.cursor().index();
        LogName log = Disclosures.parse(row).log();
        LeafEvidence evidence = disclosureLog.proof(log, index, 0);
        try {
            LeafEvidence.Proven proven =
                    evidence.verify(disclosureLog.verifierKey(log), Optional.empty());
            LogEntry entry = proven.entry();
            evidence = evidence.cosigned(cosignatures.under(log, proven.checkpoint()));
            Optional<Integer> position = chunks.position(id, index, keys);
            if (position.isEmpty()) {
                List<Opening> openings =
                        required(subjectKeys.openings(id, log, index), entry.digests(), index);
                return new Disclosures.Detail(log, entry, Map.of(), openings, evidence);
            }
            PupilChunks.Opened pupil = chunks.open(id, log, index, position.get());
            Map<String, Object> place =
                    PupilEntry.describe(pupil.position(), pupil.entry(), pupil.path());
            if (!pupil.openings().isEmpty()) {
                required(pupil.openings(), PupilEntry.digestsOf(entry, place), index);
            }
            return new Disclosures.Detail(log, entry, place, pupil.openings(), evidence);
        } catch (LogVerificationException e) {
            throw new LogUnavailableException("The log is damaged: " + e.getMessage() + ".", e);
        }
    }

    private static List<Opening> required(List<Opening> openings, List<String> digests, long index)
            throws LogVerificationException {
        for (Opening opening : openings) {
            if (!digests.contains(opening.digest())) {
                throw new LogVerificationException("an opening is not of entry " + index);
            }
        }
        return openings;
    }
}
