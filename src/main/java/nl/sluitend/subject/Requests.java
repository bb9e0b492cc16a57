package nl.sluitend.subject;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.Erasures;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.reconciliation.Comparisons;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.HeldRegistration;
import nl.sluitend.registration.Pupil;
import nl.sluitend.registration.Pupils;
import nl.sluitend.registration.intake.AgeBand;
import nl.sluitend.subject.RightsRequest.Kind;
import nl.sluitend.subject.RightsRequest.Requester;
import nl.sluitend.subject.RightsRequest.State;

/**
 * Requests of data subjects: entering them, extending their deadline, deciding on them. Every step
 * is an entry of the node log, in the same transaction.
 */
@ApplicationScoped
public class Requests {

    /** How many pupils may be looked up in an hour (protocol review, finding 2). */
    static final int PER_HOUR = 30;

    private static final ZoneId HERE = ZoneId.of("Europe/Amsterdam");
    private static final String ACTIVITY = "rights-request";
    private static final int SHOWN = 200;

    private final RequestTable table;
    private final Pupils pupils;
    private final Erasures erasures;
    private final Comparisons comparisons;
    private final Telling telling;
    private final NodeLog nodeLog;
    private final Clock clock;
    private final SecureRandom random;

    Requests(
            RequestTable table,
            Pupils pupils,
            Erasures erasures,
            Comparisons comparisons,
            Telling telling,
            NodeLog nodeLog,
            Clock clock,
            SecureRandom random) {
        this.table = table;
        this.pupils = pupils;
        this.erasures = erasures;
        this.comparisons = comparisons;
        this.telling = telling;
        this.nodeLog = nodeLog;
        this.clock = clock;
        this.random = random;
    }

    /** The day in the Netherlands, by which deadlines count. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), HERE);
    }

    /**
     * Enters a request.
     *
     * @param officer who enters it, by the subject of the access token
     */
    @Transactional
    public Opened open(NewRequest asked, String officer) {
        if (table.countSince(clock.instant().minus(Duration.ofHours(1))) >= PER_HOUR) {
            return new Opened.TooMany(PER_HOUR);
        }
        UUID id = new UUID(random.nextLong(), random.nextLong());
        boolean known =
                switch (asked.whom()) {
                    case NewRequest.Whom.PupilNumber(var number) -> {
                        pupils.remember(id, number);
                        yield true;
                    }
                    case NewRequest.Whom.Reference(var system, var reference) ->
                            pupils.remember(id, system, reference);
                };
        if (!known) {
            return new Opened.NoSuchReference();
        }
        RightsRequest request =
                new RightsRequest(
                        id,
                        table.nextNumber(today().getYear()),
                        asked.kind(),
                        asked.requester(),
                        asked.receivedOn(),
                        RightsRequest.due(asked.receivedOn()),
                        Optional.empty(),
                        State.OPEN,
                        Optional.empty(),
                        Optional.empty());
        table.insert(request, clock.instant());
        record(request, "entered", Map.of("requester", request.requester().name()), officer);
        return new Opened.Entered(request);
    }

    /** The worklist: open requests by deadline, then closed ones; at most 200. */
    @Transactional
    public List<RightsRequest> list() {
        return table.list(SHOWN);
    }

    @Transactional
    public Optional<RightsRequest> find(UUID id) {
        return table.find(id);
    }

    /**
     * Extends the deadline by two months.
     *
     * @return whether that was still possible
     */
    @Transactional
    public boolean extend(UUID id, Reason reason, String officer) {
        Optional<RightsRequest> request =
                table.lock(id).filter(found -> found.canBeExtended(today()));
        request.ifPresent(
                found -> {
                    table.extend(id, found.extendedDue(), reason.text());
                    record(found, "extended", Map.of("reason", reason.text()), officer);
                });
        return request.isPresent();
    }

    /** What the register says against who asks, by the age of the pupil (UAVG art. 5). */
    public enum AgeDoubt {
        NONE,
        /** A parent asks for a pupil of 16 or over: nothing is given without an authorisation. */
        NEEDS_AUTHORISATION,
        /** A pupil asks who is under 16 in every registration; it may be out of date. */
        SEEMS_TOO_YOUNG
    }

    /** What the register says against who asks; nothing once the request is decided. */
    @Transactional
    public AgeDoubt ageDoubt(RightsRequest request) {
        if (!request.isOpen() || request.requester() == Requester.REPRESENTATIVE) {
            return AgeDoubt.NONE;
        }
        List<AgeBand> ages =
                pupils.of(request.id()).registrations().stream()
                        .flatMap(held -> held.ageBand().stream())
                        .toList();
        boolean isAtLeast16 = ages.stream().anyMatch(AgeBand::isAtLeast16);
        if (request.requester() == Requester.PARENT) {
            return isAtLeast16 ? AgeDoubt.NEEDS_AUTHORISATION : AgeDoubt.NONE;
        }
        return ages.isEmpty() || isAtLeast16 ? AgeDoubt.NONE : AgeDoubt.SEEMS_TOO_YOUNG;
    }

    /**
     * Whether a parent asks for a pupil who by the register is 16 or over. Then nothing is given or
     * done until the pupil's own authorisation was seen (UAVG art. 5(4), a contrario).
     */
    @Transactional
    public boolean needsAuthorisation(RightsRequest request) {
        return ageDoubt(request) == AgeDoubt.NEEDS_AUTHORISATION;
    }

    /**
     * Notes that the pupil authorised who asks.
     *
     * @param reason what was seen, in words
     * @return whether the request was open and waited for it
     */
    @Transactional
    public boolean authorise(UUID id, Reason reason, String officer) {
        Optional<RightsRequest> request = table.lock(id).filter(this::needsAuthorisation);
        request.ifPresent(
                found -> {
                    table.changeRequester(id, Requester.REPRESENTATIVE);
                    record(found, "authorised", Map.of("reason", reason.text()), officer);
                });
        return request.isPresent();
    }

    /**
     * Does what was asked, tells who received something of the pupil (AVG art. 19), and closes the
     * request. Whom it was about is forgotten, unless the pupil has to stay out of the lists.
     *
     * @param reason the ground, in words; for a rectification what was put right
     * @param corrected for a rectification: names of the fields that were put right; none when it
     *     is the registration as a whole
     * @return whether the request was open and needs no authorisation any more
     */
    @Transactional
    public boolean grant(UUID id, Reason reason, List<String> corrected, String officer) {
        Optional<RightsRequest> request =
                table.lock(id)
                        .filter(RightsRequest::isOpen)
                        .filter(found -> !needsAuthorisation(found));
        request.ifPresent(
                found -> {
                    Map<String, Object> done =
                            new HashMap<>(telling.tell(found, corrected, officer));
                    done.putAll(carryOut(found, reason, officer));
                    if (!found.kind().withholds()) {
                        pupils.forget(id);
                    }
                    close(found, State.GRANTED, reason, done, officer);
                });
        return request.isPresent();
    }

    /** Refuses a request, with the reason that the data subject is given (AVG art. 12(4)). */
    @Transactional
    public boolean refuse(UUID id, Reason reason, String officer) {
        Optional<RightsRequest> request = table.lock(id).filter(RightsRequest::isOpen);
        request.ifPresent(
                found -> {
                    pupils.forget(id);
                    close(found, State.REFUSED, reason, Map.of(), officer);
                });
        return request.isPresent();
    }

    /**
     * Lets a pupil who stayed out enter the lists again, and tells who was told of the restriction.
     */
    @Transactional
    public boolean lift(UUID id, Reason reason, String officer) {
        Optional<RightsRequest> request = table.lock(id).filter(RightsRequest::isWithholding);
        request.ifPresent(
                found -> {
                    Map<String, Object> told = telling.lifted(found, officer);
                    pupils.forget(id);
                    close(found, State.LIFTED, reason, told, officer);
                });
        return request.isPresent();
    }

    private Map<String, Object> carryOut(RightsRequest request, Reason reason, String officer) {
        return switch (request.kind()) {
            case ACCESS, RECTIFICATION -> Map.of();
            case OBJECTION -> {
                pupils.withhold(request.id(), ExclusionReason.OBJECTION);
                yield Map.of();
            }
            case RESTRICTION -> {
                pupils.withhold(request.id(), ExclusionReason.RESTRICTION);
                yield Map.of();
            }
            case ERASURE -> {
                Pupil pupil = pupils.of(request.id());
                List<SubjectRef> subjects =
                        pupil.points().stream()
                                .map(point -> SubjectRef.pupil(point.toByteArray()))
                                .toList();
                comparisons.forgetFields(
                        pupil.registrations().stream().map(HeldRegistration::id).toList());
                int registrations = pupils.delete(request.id());
                int keys = erasures.erase(subjects, reason.text(), officer);
                yield Map.of("registrations", registrations, "keys", keys);
            }
        };
    }

    private void close(
            RightsRequest request,
            State state,
            Reason reason,
            Map<String, Object> done,
            String officer) {
        table.close(request.id(), state, reason.text(), today());
        Map<String, Object> more = new HashMap<>(done);
        more.put("reason", reason.text());
        record(request, state.name().toLowerCase(java.util.Locale.ROOT), more, officer);
    }

    private void record(
            RightsRequest request, String event, Map<String, Object> more, String officer) {
        Map<String, Object> clear = new HashMap<>(more);
        clear.put("event", event);
        clear.put("right", kind(request.kind()));
        clear.put("case", request.number());
        nodeLog.byOfficer(LeafKind.RIGHTS_REQUEST, ACTIVITY, clear, officer);
    }

    static String kind(Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
