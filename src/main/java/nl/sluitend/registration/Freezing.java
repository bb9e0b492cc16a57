package nl.sluitend.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.FrozenRegister.Excluded;
import nl.sluitend.registration.FrozenRegister.FrozenPupil;
import nl.sluitend.registration.RegisterRefusedException.Reason;
import nl.sluitend.registration.intake.AgeBand;

/** Sorts the registrations of a register into pupils and exclusions. */
final class Freezing {

    private final FreezeRequest request;
    private final Doubts doubts;
    private final Map<UUID, ExclusionReason> withheld;
    private final SortedMap<Octets, List<UUID>> pupils = new TreeMap<>();

    private final List<Excluded> excluded = new ArrayList<>();
    private final Map<Octets, AgeBand> ageBands = new HashMap<>();

    /** A point that a shielded pupil has may be that pupil's in every registration. */
    private final Set<Octets> shielded = new HashSet<>();

    /**
     * Begins.
     *
     * @param doubts that are filled as registrations are added
     * @param withheld registrations of pupils who stay out whatever the scope says
     */
    Freezing(FreezeRequest request, Doubts doubts, Map<UUID, ExclusionReason> withheld) {
        this.request = request;
        this.doubts = doubts;
        this.withheld = withheld;
    }

    void add(Register.Row row) {
        row.point().ifPresent(point -> doubts.note(row.id(), point.point()));
        if (isShielded(row)) {
            row.point().ifPresent(point -> shielded.add(point.point()));
            excluded.add(new Excluded(row.id(), ExclusionReason.OUT_OF_SCOPE_SHIELDED));
            return;
        }
        Optional<ExclusionReason> leftOut = request.scope().leavesOut(row.candidate());
        if (leftOut.isPresent()) {
            excluded.add(new Excluded(row.id(), leftOut.get()));
        } else if (row.point().isEmpty()) {
            excluded.add(new Excluded(row.id(), ExclusionReason.KEY_MISSING));
        } else {
            Octets point = row.point().get().point();
            pupils.computeIfAbsent(point, _ -> new ArrayList<>(1)).add(row.id());
            row.candidate()
                    .ageBand()
                    .ifPresent(
                            band ->
                                    ageBands.merge(
                                            point, band, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
    }

    /** It says so itself, or another registration of the pupil does. */
    private boolean isShielded(Register.Row row) {
        return row.candidate().shielded()
                || withheld.get(row.id()) == ExclusionReason.OUT_OF_SCOPE_SHIELDED;
    }

    FrozenRegister result() throws RegisterRefusedException {
        List<FrozenPupil> inScope = new ArrayList<>();
        int added = 0;
        int stayed = 0;
        for (Map.Entry<Octets, List<UUID>> pupil : pupils.entrySet()) {
            List<UUID> registrations = pupil.getValue();
            Optional<ExclusionReason> reason = reason(pupil.getKey(), registrations);
            if (reason.isPresent()) {
                Optional<UUID> with = matchedEarlier(reason.get(), registrations);
                registrations.forEach(
                        id ->
                                excluded.add(
                                        new Excluded(
                                                id,
                                                reason.get(),
                                                with.filter(other -> !other.equals(id)))));
                continue;
            }
            int known = (int) registrations.stream().filter(request.previous()::contains).count();
            stayed += known;
            added += known == 0 ? 1 : 0;
            inScope.add(
                    new FrozenPupil(
                            pupil.getKey(),
                            registrations,
                            Optional.ofNullable(ageBands.get(pupil.getKey()))));
        }
        if (inScope.size() > request.maxPupils()) {
            throw new RegisterRefusedException(
                    Reason.TOO_MANY,
                    "%d pupils are in scope, the convenant allows %d"
                            .formatted(inScope.size(), request.maxPupils()));
        }
        return new FrozenRegister(inScope, excluded, added, request.previous().size() - stayed);
    }

    private Optional<UUID> matchedEarlier(ExclusionReason reason, List<UUID> registrations) {
        return reason == ExclusionReason.MATCHED_EARLIER
                ? registrations.stream()
                        .filter(id -> request.excluded().get(id) == reason)
                        .findFirst()
                : Optional.empty();
    }

    private Optional<ExclusionReason> reason(Octets point, List<UUID> registrations) {
        if (shielded.contains(point)) {
            return Optional.of(ExclusionReason.OUT_OF_SCOPE_SHIELDED);
        }
        if (doubts.isAmbiguous(point)) {
            return Optional.of(ExclusionReason.AMBIGUOUS);
        }
        Optional<ExclusionReason> reason =
                Stream.of(request.excluded(), withheld)
                        .flatMap(reasons -> registrations.stream().map(reasons::get))
                        .filter(Objects::nonNull)
                        .findFirst();
        return reason.or(() -> Optional.ofNullable(request.stayOut().get(point)));
    }
}
