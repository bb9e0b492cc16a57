package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.SharedField;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.registration.SharedValues;
import nl.sluitend.registration.SharedValues.Held;

/** What the own register gives of the pupils that matched. */
@ApplicationScoped
class OwnFields {

    private final FrozenLists lists;
    private final SharedValues values;

    OwnFields(FrozenLists lists, SharedValues values) {
        this.lists = lists;
        this.values = values;
    }

    /**
     * The records of the pupils by ascending tag, from one place up to another: of several
     * registrations of one pupil the latest that knows a field.
     *
     * @param given what the convenant lets this party give
     * @param stayingOut registrations of pupils of whom nothing is given any more, as they objected
     *     or are shielded since the list was frozen: their records have no field
     */
    List<FieldRecord> records(
            Session session,
            List<Convenant.Field> given,
            Set<UUID> stayingOut,
            int from,
            int until) {
        List<FrozenPupil> pupils = lists.matched(session.sid(), from, until);
        Map<UUID, Held> held = held(pupils);
        pupils.stream()
                .map(FrozenPupil::registrations)
                .filter(registrations -> registrations.stream().anyMatch(stayingOut::contains))
                .forEach(registrations -> held.keySet().removeAll(registrations));
        return pupils.stream().map(pupil -> record(pupil, given, held)).toList();
    }

    /** What the register holds of these pupils, by registration. */
    Map<UUID, Held> held(List<FrozenPupil> pupils) {
        List<UUID> registrations =
                pupils.stream().flatMap(pupil -> pupil.registrations().stream()).toList();
        Map<UUID, Held> held = new HashMap<>();
        values.of(registrations).forEach(one -> held.put(one.registration(), one));
        return held;
    }

    private static FieldRecord record(
            FrozenPupil pupil, List<Convenant.Field> given, Map<UUID, Held> held) {
        List<Held> known = new ArrayList<>();
        pupil.registrations().stream()
                .map(held::get)
                .flatMap(one -> Optional.ofNullable(one).stream())
                .sorted(Held.LATEST_FIRST)
                .forEach(known::add);
        SortedMap<String, String> record = new TreeMap<>();
        for (Convenant.Field field : given) {
            SharedField.find(field.name())
                    .flatMap(
                            shared ->
                                    known.stream()
                                            .flatMap(one -> one.value(shared).stream())
                                            .findFirst())
                    .ifPresent(value -> record.put(field.name(), value));
        }
        return new FieldRecord(record);
    }
}
