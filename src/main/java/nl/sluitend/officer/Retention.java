package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.reconciliation.ReplayMaterial;
import nl.sluitend.registration.RegistrationConfig;

/** How long this node keeps what, in plain Dutch (AVG art. 5(1)(e)). */
@Singleton
final class Retention {

    private final Convenants convenants;
    private final RunViews names;
    private final RegistrationConfig registration;
    private final Clock clock;

    Retention(Convenants convenants, RunViews names, RegistrationConfig registration, Clock clock) {
        this.convenants = convenants;
        this.names = names;
        this.registration = registration;
        this.clock = clock;
    }

    /** What is kept, and how long. */
    public record Term(String what, String how) {}

    List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        convenants.inForce(clock.instant()).stream()
                .map(dossier -> dossier.convenant())
                .map(this::agreed)
                .forEach(terms::add);
        terms.add(
                new Term(
                        "Registraties",
                        "tot het bronsysteem ze wist, of de betrokkene daarom vraagt"));
        terms.add(
                new Term(
                        "Wat een bronsysteem aanleverde, en met welk resultaat",
                        days(registration.importRetention().toDays()) + " na het einde"));
        terms.add(
                new Term(
                        "Lijsten van een sessie, om die achteraf te kunnen nagaan",
                        days(ReplayMaterial.KEPT.toDays()) + " na het einde van de sessie"));
        terms.add(new Term("Het logboek van dit knooppunt", "zolang het knooppunt bestaat"));
        return terms;
    }

    private Term agreed(Convenant convenant) {
        return new Term(
                "Convenant met " + names.counterpart(convenant),
                "uitkomsten %s; logboek, intrekkingen en incidenten %d jaar na de laatste dag van het convenant"
                        .formatted(
                                days(convenant.retention().outcomeDays()),
                                convenant.retention().logYears()));
    }

    private static String days(long days) {
        return days == 1 ? "1 dag" : days + " dagen";
    }
}
