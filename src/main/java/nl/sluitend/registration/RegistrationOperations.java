package nl.sluitend.registration;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.identifier.Onderwijsnummer;
import nl.sluitend.identifier.PgnKey;
import nl.sluitend.oprf.Group;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.intake.LineAnswer;
import nl.sluitend.registration.intake.LineIssue;
import nl.sluitend.registration.intake.ListReader;
import nl.sluitend.registration.intake.Profiles;

/** What a source system does with its registrations one by one. */
@ApplicationScoped
class RegistrationOperations {

    private final Profiles profiles;
    private final BatchStore store;
    private final RegisterTable register;
    private final PointTable points;
    private final CasePoints cases;
    private final RegistrationKeys keys;
    private final Quota quota;
    private final Group group;
    private final RegisterLog log;

    RegistrationOperations(
            Profiles profiles,
            BatchStore store,
            RegisterTable register,
            PointTable points,
            CasePoints cases,
            RegistrationKeys keys,
            Quota quota,
            Group group,
            RegisterLog log) {
        this.profiles = profiles;
        this.store = store;
        this.register = register;
        this.points = points;
        this.cases = cases;
        this.keys = keys;
        this.quota = quota;
        this.group = group;
        this.log = log;
    }

    /**
     * Stores a registration, new or changed; returns what is doubtful about it.
     *
     * @throws ProblemException with everything that is wrong at once, or when the quota is spent
     */
    List<LineIssue> put(String sourceSystem, RegistrationBody body) {
        LineAnswer answer = ListReader.one(body.values(), profiles.generic(), quota.today());
        return switch (answer) {
            case LineAnswer.Accepted(long _, var registration, List<LineIssue> warnings) -> {
                BatchStore.Prepared prepared = store.prepare(List.of(registration));
                inQuota(sourceSystem, () -> store.store(sourceSystem, Profiles.GENERIC, prepared));
                yield warnings;
            }
            case LineAnswer.Refused(long _, var _, List<LineIssue> issues) ->
                    throw new ProblemException(
                            Problem.invalidInput(
                                    "The registration was not stored.", fieldErrors(issues)));
            case LineAnswer.Ending _, LineAnswer.LeftOut _ ->
                    throw new IllegalStateException("the generic profile decides nothing");
        };
    }

    private static List<FieldError> fieldErrors(List<LineIssue> issues) {
        return issues.stream()
                .map(
                        issue ->
                                new FieldError(
                                        "/" + issue.field(),
                                        issue.wrong() + "; expected: " + issue.expected()))
                .toList();
    }

    /** Deletes a registration and its points; one that is not there is no error. */
    void delete(String sourceSystem, String reference) {
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            register.lock(sourceSystem);
                            register.delete(sourceSystem, reference);
                        });
    }

    /**
     * Replaces an onderwijsnummer by the BSN that the pupil got, in all registrations of the source
     * system. Answers the same whether there were any; the node log tells how many.
     */
    void vervang(String sourceSystem, RegistrationResource.VervangBody sent) {
        List<FieldError> wrong = new ArrayList<>();
        Optional<Onderwijsnummer> before =
                valid(
                        "/onderwijsnummer",
                        Onderwijsnummer.parse(
                                Objects.requireNonNullElse(sent.onderwijsnummer(), "").strip()),
                        wrong);
        Optional<Bsn> after =
                valid("/bsn", Bsn.parse(Objects.requireNonNullElse(sent.bsn(), "").strip()), wrong);
        Optional<StatedReason> reason = StatedReason.read(sent.reason(), wrong);
        if (before.isEmpty() || after.isEmpty() || reason.isEmpty()) {
            throw new ProblemException(Problem.invalidInput("Nothing was replaced.", wrong));
        }
        int rhoId = keys.currentRhoId();
        List<MatchingKey> both = List.of(new PgnKey(before.get()), new PgnKey(after.get()));
        List<Octets> made = keys.points(group, KeyKind.PGN, rhoId, both);
        inQuota(
                sourceSystem,
                () -> {
                    register.lock(sourceSystem);
                    // Both numbers count: this too could be used to test numbers.
                    quota.take(sourceSystem, KeyKind.PGN, made.size());
                    List<UUID> owners =
                            points.withPoint(sourceSystem, KeyKind.PGN, made.getFirst());
                    List<KeyedPoint> replaced =
                            owners.stream().map(id -> sealed(id, made.getLast(), rhoId)).toList();
                    points.replace(replaced);
                    if (!replaced.isEmpty()) {
                        cases.vervang(made.getFirst(), replaced.getFirst());
                    }
                    log.vervangen(sourceSystem, owners.size(), reason.get());
                });
    }

    private KeyedPoint sealed(UUID id, Octets point, int rhoId) {
        return keys.seal(
                id, KeyKind.PGN, group.suite().identifier(), MatchingKey.KEY_VERSION, rhoId, point);
    }

    private static <T> Optional<T> valid(String field, Checked<T> checked, List<FieldError> wrong) {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> Optional.of(value);
            case Checked.Invalid<T>(String expectation) -> {
                wrong.add(new FieldError(field, "is not valid; expected: " + expectation));
                yield Optional.empty();
            }
        };
    }

    /** Work that may take from the quota. */
    @FunctionalInterface
    private interface Work {
        void run() throws QuotaExceededException;
    }

    private void inQuota(String sourceSystem, Work work) {
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            try {
                                work.run();
                            } catch (QuotaExceededException e) {
                                throw quota.refusal(sourceSystem, e);
                            }
                        });
    }

    /** Today's quota of a source system after an operator raised it. */
    Map<String, Object> raiseQuota(
            String sourceSystem, long newQuota, String operator, StatedReason reason) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            long before = quota.of(sourceSystem);
                            quota.raise(sourceSystem, newQuota, operator, reason.text());
                            long after = quota.of(sourceSystem);
                            log.quotaRaised(operator, sourceSystem, before, after, reason);
                            return Map.of(
                                    "sourceSystem", sourceSystem,
                                    "day", quota.today(),
                                    "quota", after);
                        });
    }
}
