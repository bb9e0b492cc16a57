package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.DemographicKey;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.intake.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Stores registrations of one source system in batches: turns keys into points, forgets the keys,
 * and writes only what is new or different. What is stored already is never stored twice.
 */
@ApplicationScoped
class BatchStore {

    /** What storing a batch came to. */
    record Stored(int created, int changed, int unchanged) {}

    private final RegisterTable register;
    private final PointTable points;
    private final RegistrationKeys keys;
    private final Quota quota;
    private final Group group;
    private final RegistrationConfig config;
    private final Clock clock;

    BatchStore(
            RegisterTable register,
            PointTable points,
            RegistrationKeys keys,
            Quota quota,
            Group group,
            RegistrationConfig config,
            Clock clock) {
        this.register = register;
        this.points = points;
        this.keys = keys;
        this.quota = quota;
        this.group = group;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The points of a batch, made outside any transaction because that takes longest.
     *
     * @param made per registration, in the order of the batch, its points by kind
     */
    record Prepared(List<Registration> batch, int rhoId, List<Map<KeyKind, Octets>> made) {}

    /** The keys of a registration that this node makes points of. */
    private List<MatchingKey> keys(Registration said) {
        if (!config.partialKeys()) {
            return said.keys();
        }
        List<MatchingKey> keys = new ArrayList<>(said.keys());
        for (MatchingKey key : said.keys()) {
            if (key instanceof DemographicKey whole) {
                keys.addAll(whole.partial());
            }
        }
        return keys;
    }

    /** Turns the keys of a batch into points. */
    Prepared prepare(List<Registration> batch) {
        int rhoId = keys.currentRhoId();
        List<Map<KeyKind, Octets>> made = new ArrayList<>();
        batch.forEach(_ -> made.add(new EnumMap<>(KeyKind.class)));
        for (KeyKind kind : KeyKind.values()) {
            List<MatchingKey> ofKind = new ArrayList<>();
            List<Integer> owners = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                for (MatchingKey key : keys(batch.get(i))) {
                    if (key.kind() == kind) {
                        ofKind.add(key);
                        owners.add(i);
                    }
                }
            }
            if (!ofKind.isEmpty()) {
                List<Octets> points = keys.points(group, kind, rhoId, ofKind);
                for (int i = 0; i < owners.size(); i++) {
                    made.get(owners.get(i)).put(kind, points.get(i));
                }
            }
        }
        return new Prepared(batch, rhoId, made);
    }

    /**
     * Stores a batch in the caller's transaction. References in it are all different.
     *
     * @throws QuotaExceededException nothing of the batch may be kept then: roll back
     */
    Stored store(String sourceSystem, String profile, Prepared prepared)
            throws QuotaExceededException {
        register.lock(sourceSystem);
        List<Registration> batch = prepared.batch();
        Map<String, StoredRegistration> known =
                register.find(sourceSystem, batch.stream().map(Registration::reference).toList());
        Map<UUID, Map<KeyKind, Octets>> knownPoints = knownPoints(known);
        List<RegisterTable.Write> inserts = new ArrayList<>();
        List<RegisterTable.Write> updates = new ArrayList<>();
        List<KeyedPoint> newPoints = new ArrayList<>();
        Set<UUID> keyChanges = new HashSet<>();
        Map<KeyKind, Set<Octets>> fresh = new EnumMap<>(KeyKind.class);
        for (int i = 0; i < batch.size(); i++) {
            Registration said = batch.get(i);
            Map<KeyKind, Octets> made = prepared.made().get(i);
            StoredRegistration stored = known.get(said.reference());
            List<@Nullable String> columns = StoredRegistration.columnsOf(profile, said, stored);
            if (stored == null) {
                UUID id = UUID.randomUUID();
                inserts.add(new RegisterTable.Write(id, said.reference(), columns));
                newPoints.addAll(seal(id, said, prepared.rhoId(), made));
                made.forEach((kind, point) -> note(fresh, kind, point));
                continue;
            }
            Map<KeyKind, Octets> before = knownPoints.getOrDefault(stored.id(), Map.of());
            boolean sameKeys = before.equals(made);
            if (!sameKeys) {
                keyChanges.add(stored.id());
                newPoints.addAll(seal(stored.id(), said, prepared.rhoId(), made));
                made.forEach(
                        (kind, point) -> {
                            if (!before.getOrDefault(kind, Octets.empty()).equals(point)) {
                                note(fresh, kind, point);
                            }
                        });
            }
            if (!sameKeys || stored.ended() || !stored.columns().equals(columns)) {
                updates.add(new RegisterTable.Write(stored.id(), said.reference(), columns));
            }
        }
        for (Map.Entry<KeyKind, Set<Octets>> entry : fresh.entrySet()) {
            quota.take(
                    sourceSystem,
                    entry.getKey(),
                    points.countNew(sourceSystem, entry.getKey(), entry.getValue()));
        }
        Instant now = clock.instant();
        register.insert(sourceSystem, inserts, now);
        register.update(updates, now);
        points.delete(keyChanges);
        points.insert(newPoints);
        return new Stored(
                inserts.size(), updates.size(), batch.size() - inserts.size() - updates.size());
    }

    private Map<UUID, Map<KeyKind, Octets>> knownPoints(Map<String, StoredRegistration> known) {
        Map<UUID, Map<KeyKind, Octets>> byRegistration = new HashMap<>();
        if (known.isEmpty()) {
            return byRegistration;
        }
        for (KeyedPoint point :
                points.of(known.values().stream().map(StoredRegistration::id).toList())) {
            byRegistration
                    .computeIfAbsent(point.registrationId(), _ -> new EnumMap<>(KeyKind.class))
                    .put(point.kind(), point.point());
        }
        return byRegistration;
    }

    private static void note(Map<KeyKind, Set<Octets>> fresh, KeyKind kind, Octets point) {
        fresh.computeIfAbsent(kind, _ -> new HashSet<>()).add(point);
    }

    private List<KeyedPoint> seal(
            UUID id, Registration said, int rhoId, Map<KeyKind, Octets> made) {
        List<KeyedPoint> sealed = new ArrayList<>();
        for (MatchingKey key : keys(said)) {
            sealed.add(
                    keys.seal(
                            id,
                            key.kind(),
                            group.suite().identifier(),
                            key.keyVersion(),
                            rhoId,
                            made.getOrDefault(key.kind(), Octets.empty())));
        }
        return sealed;
    }
}
