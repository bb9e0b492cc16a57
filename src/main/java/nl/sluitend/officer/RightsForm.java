package nl.sluitend.officer;

import jakarta.ws.rs.FormParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.sluitend.convenant.SharedField;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.Onderwijsnummer;
import nl.sluitend.identifier.Pgn;
import nl.sluitend.subject.NewRequest;
import nl.sluitend.subject.RightsRequest;
import org.jspecify.annotations.Nullable;

/** The form with which a request of a data subject is entered. The pupil in it is never shown. */
public final class RightsForm {

    @FormParam("recht")
    @Nullable String kind;

    @FormParam("vrager")
    @Nullable String requester;

    @FormParam("ontvangen")
    @Nullable String receivedOn;

    @FormParam("identiteit")
    @Nullable String identity;

    @FormParam("nummer")
    @Nullable String number;

    @FormParam("bronsysteem")
    @Nullable String sourceSystem;

    @FormParam("kenmerk")
    @Nullable String reference;

    /**
     * A request that was understood, or all that is wrong with it.
     *
     * @param request empty when there are errors
     * @param errors per field, in Dutch
     */
    record Understood(Optional<NewRequest> request, Map<String, String> errors) {}

    Understood understand(LocalDate today) {
        Map<String, String> errors = new LinkedHashMap<>();
        Optional<RightsRequest.Kind> right =
                choice(RightsRequest.Kind.class, kind, "recht", "Kies wat er is gevraagd.", errors);
        Optional<RightsRequest.Requester> who =
                choice(
                        RightsRequest.Requester.class,
                        requester,
                        "vrager",
                        "Kies wie het vraagt.",
                        errors);
        Optional<LocalDate> day = day(today, errors);
        if (!"ja".equals(identity)) {
            errors.put(
                    "identiteit",
                    "Controleer eerst wie het vraagt, en of die persoon dat voor het kind mag.");
        }
        Optional<NewRequest.Whom> whom = whom(errors);
        if (!errors.isEmpty()) {
            return new Understood(Optional.empty(), errors);
        }
        return new Understood(
                Optional.of(
                        new NewRequest(
                                right.orElseThrow(),
                                who.orElseThrow(),
                                day.orElseThrow(),
                                whom.orElseThrow())),
                errors);
    }

    private Optional<LocalDate> day(LocalDate today, Map<String, String> errors) {
        try {
            LocalDate day = LocalDate.parse(plain(receivedOn));
            if (!day.isAfter(today) && day.isAfter(today.minusYears(1))) {
                return Optional.of(day);
            }
            errors.put("ontvangen", "Kies een dag in het afgelopen jaar, niet in de toekomst.");
        } catch (DateTimeException e) {
            errors.put("ontvangen", "Vul een datum in, bijvoorbeeld 22-11-2026.");
        }
        return Optional.empty();
    }

    private Optional<NewRequest.Whom> whom(Map<String, String> errors) {
        String digits = plain(number).replaceAll("[ .-]", "");
        String system = plain(sourceSystem);
        String own = plain(reference);
        boolean byReference = !system.isEmpty() || !own.isEmpty();
        if (digits.isEmpty() && !byReference) {
            errors.put(
                    "nummer", "Vul een nummer in, of kies een bronsysteem en vul een kenmerk in.");
        } else if (!digits.isEmpty() && byReference) {
            errors.put("nummer", "Vul een nummer in of een kenmerk, niet allebei.");
        } else if (byReference && (system.isEmpty() || own.isEmpty())) {
            errors.put("kenmerk", "Kies een bronsysteem en vul het kenmerk in.");
        } else if (byReference) {
            return Optional.of(new NewRequest.Whom.Reference(system, own));
        } else {
            Optional<Pgn> pgn = pgn(digits);
            if (pgn.isPresent()) {
                return Optional.of(new NewRequest.Whom.PupilNumber(pgn.get()));
            }
            errors.put(
                    "nummer",
                    "Dit is geen burgerservicenummer en geen onderwijsnummer. Het heeft negen"
                            + " cijfers. Kijk of u een cijfer hebt verwisseld.");
        }
        return Optional.empty();
    }

    private static Optional<Pgn> pgn(String digits) {
        Checked<Bsn> bsn = Bsn.parse(digits);
        Checked<Onderwijsnummer> other = Onderwijsnummer.parse(digits);
        return bsn.toOptional().map(Pgn.class::cast).or(() -> other.toOptional());
    }

    private static <E extends Enum<E>> Optional<E> choice(
            Class<E> type,
            @Nullable String sent,
            String field,
            String error,
            Map<String, String> errors) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(plain(sent))) {
                return Optional.of(constant);
            }
        }
        errors.put(field, error);
        return Optional.empty();
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /** What was filled in and may be shown again: never whom it is about. */
    Map<String, String> again() {
        return Map.of(
                "recht", plain(kind),
                "vrager", plain(requester),
                "ontvangen", plain(receivedOn),
                "identiteit", plain(identity));
    }

    @Override
    public String toString() {
        return "RightsForm[***]";
    }

    /** Names of fields that were put right; what is no field is left out. */
    static Set<String> corrected(@Nullable List<String> sent) {
        return sent == null
                ? Set.of()
                : sent.stream()
                        .filter(name -> SharedField.find(name).isPresent())
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
