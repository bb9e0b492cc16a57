package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.party.Operations;
import nl.sluitend.party.OwnParty;

/**
 * Writes to the node log what concerns nobody but this party: consultations, exports, access
 * reports, erasures, keys and settings. Always in the caller's transaction, so that what is not
 * logged does not happen.
 */
@ApplicationScoped
public class NodeLog {

    static final String PURPOSE = "verantwoording";
    static final String LEGAL_BASIS = "artikel 5, tweede lid, AVG";

    private final DisclosureLog log;
    private final OwnParty own;
    private final Clock clock;
    private final Operations operations;

    NodeLog(DisclosureLog log, OwnParty own, Clock clock, Operations operations) {
        this.operations = operations;
        this.log = log;
        this.own = own;
        this.clock = clock;
    }

    /**
     * Records what a person did.
     *
     * @param kind what
     * @param activity the last part of the processing activity's URN, such as {@code log-export}
     * @param clear members that are not personal
     * @param officer who did it, by the subject of the access token; in the log as a salted digest
     */
    @Transactional(MANDATORY)
    public LogPosition byOfficer(
            LeafKind kind, String activity, Map<String, Object> clear, String officer) {
        return append(
                kind,
                activity,
                operations.linked(clear),
                List.of(new PersonalMember("officer", officer)),
                Optional.of(SubjectRef.officer(officer)));
    }

    /** Records what the node did by itself. */
    @Transactional(MANDATORY)
    public LogPosition byNode(LeafKind kind, String activity, Map<String, Object> clear) {
        return append(kind, activity, clear, List.of(), Optional.empty());
    }

    private LogPosition append(
            LeafKind kind,
            String activity,
            Map<String, Object> clear,
            List<PersonalMember> personal,
            Optional<SubjectRef> subject) {
        Leaf leaf =
                Leaf.internal(
                        kind,
                        clock.instant(),
                        activity(activity),
                        PURPOSE,
                        LEGAL_BASIS,
                        own.oin(),
                        clear,
                        personal,
                        subject);
        return log.append(LogName.ofNode(own.oin()), List.of(leaf)).getFirst();
    }

    /**
     * The versioned URI of an activity of the node itself.
     *
     * @throws IllegalArgumentException if the register of processing activities does not have it
     */
    static URI activity(String name) {
        String urn = ProcessingActivity.urn(name);
        if (ProcessingActivity.own().stream().noneMatch(known -> known.id().equals(urn))) {
            throw new IllegalArgumentException("no such processing activity: " + name);
        }
        return URI.create(urn);
    }
}
