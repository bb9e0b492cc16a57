package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.party.Operations;
import nl.sluitend.party.OwnParty;

/** What intake writes into the node log, in the transaction of what it records. */
@ApplicationScoped
class RegisterLog {

    private static final URI ACTIVITY =
            URI.create("urn:sluitend:processing-activity:registration:1");
    private static final String PURPOSE = "bijhouden van het register";
    private static final String LEGAL_BASIS = "artikel 5, tweede lid, en artikel 32 AVG";

    private final DisclosureLog log;
    private final OwnParty own;
    private final Clock clock;
    private final Operations operations;

    RegisterLog(DisclosureLog log, OwnParty own, Clock clock, Operations operations) {
        this.operations = operations;
        this.log = log;
        this.own = own;
        this.clock = clock;
    }

    /** A person raised the quota of a source system for a day. */
    void quotaRaised(
            String operator, String sourceSystem, long before, long after, StatedReason reason) {
        append(
                LeafKind.CONFIGURATION,
                Map.of(
                        "changed", "quota",
                        "sourceSystem", sourceSystem,
                        "before", before,
                        "after", after,
                        "reason", reason.text()),
                Optional.of(operator));
    }

    /**
     * A source system replaced an onderwijsnummer by a BSN.
     *
     * @param registrations of how many registrations, 0 included
     */
    void vervangen(String sourceSystem, long registrations, StatedReason reason) {
        append(
                LeafKind.KEY_EVENT,
                Map.of(
                        "event",
                        "vervang",
                        "sourceSystem",
                        sourceSystem,
                        "registrations",
                        registrations,
                        "reason",
                        reason.text()),
                Optional.empty());
    }

    /**
     * A person decided whether the registrations end that were missing from a snapshot.
     *
     * @param registrations how many ended, 0 without consent
     */
    void decided(String person, String sourceSystem, boolean consent, long registrations) {
        append(
                LeafKind.CONFIGURATION,
                Map.of(
                        "changed", "endings",
                        "sourceSystem", sourceSystem,
                        "consent", consent,
                        "registrations", registrations),
                Optional.of(person));
    }

    /**
     * A source system takes away its list of registrations.
     *
     * @param registrations how many there were when it began
     */
    void exported(String sourceSystem, long registrations) {
        append(
                LeafKind.CONSULTATION,
                Map.of(
                        "consulted", "export",
                        "sourceSystem", sourceSystem,
                        "registrations", registrations),
                Optional.empty());
    }

    private void append(LeafKind kind, Map<String, Object> what, Optional<String> person) {
        log.append(
                LogName.ofNode(own.oin()),
                List.of(
                        Leaf.internal(
                                kind,
                                clock.instant(),
                                ACTIVITY,
                                PURPOSE,
                                LEGAL_BASIS,
                                own.oin(),
                                person.isPresent() ? operations.linked(what) : what,
                                person.map(name -> List.of(new PersonalMember("officer", name)))
                                        .orElse(List.of()),
                                person.map(SubjectRef::officer))));
    }
}
