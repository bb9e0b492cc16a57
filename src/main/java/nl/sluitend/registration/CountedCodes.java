package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import nl.sluitend.convenant.Category;
import nl.sluitend.convenant.CategoryCodes;
import nl.sluitend.registration.intake.Profiles;

/** Tells convenants under which category the intake counts the codes of its profiles. */
@ApplicationScoped
class CountedCodes {

    private final Profiles profiles;

    CountedCodes(Profiles profiles) {
        this.profiles = profiles;
    }

    void answer(@Observes CategoryCodes asked) {
        profiles.all()
                .forEach(
                        profile ->
                                profile.categoryCodes()
                                        .forEach(
                                                code ->
                                                        asked.counts(
                                                                code.written(),
                                                                Category.valueOf(
                                                                        code.category().name()))));
    }
}
