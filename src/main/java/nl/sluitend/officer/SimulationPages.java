package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.reconciliation.Simulation;
import nl.sluitend.registration.Period;
import nl.sluitend.registration.RegisterRefusedException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Tries a convenant on the own register, before anybody signs it. */
@Path("/proef/{hash:[0-9a-f]{64}}")
@RolesAllowed(Roles.CONVENANT_MANAGER)
@Produces(Pages.HTML)
public final class SimulationPages {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final Simulation simulation;
    private final Convenants convenants;
    private final OwnParty own;
    private final Clock clock;
    private final SecurityIdentity identity;

    SimulationPages(
            Simulation simulation,
            Convenants convenants,
            OwnParty own,
            Clock clock,
            SecurityIdentity identity) {
        this.simulation = simulation;
        this.convenants = convenants;
        this.own = own;
        this.clock = clock;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance simulation(
                String node, Visitor visitor, SimulationViews.Trial trial);
    }

    /** What to try. */
    @GET
    @Operation(hidden = true)
    public TemplateInstance ask(@PathParam("hash") String hash) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        return page(
                SimulationViews.asked(convenant(hash), own.oin(), today.toString(), "", "", ""));
    }

    /** What came of it; nothing leaves, and only the fact is kept. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response run(
            @PathParam("hash") String hash,
            @FormParam("peildatum") @Nullable String referenceDate,
            @FormParam("van") @Nullable String from,
            @FormParam("tot") @Nullable String until) {
        Convenant convenant = convenant(hash);
        String day = plain(referenceDate);
        String first = plain(from);
        String last = plain(until);
        try {
            Simulation.Report report =
                    simulation.simulate(
                            convenant,
                            convenant.counterpartOf(own.oin()).orElseThrow().oin(),
                            new Simulation.Question(LocalDate.parse(day), days(first, last)));
            return Response.ok(
                            page(
                                    SimulationViews.tried(
                                            convenant, own.oin(), day, first, last, report)))
                    .build();
        } catch (DateTimeParseException e) {
            return again(convenant, day, first, last, "Vul datums in, zoals 2026-10-01.");
        } catch (IllegalArgumentException e) {
            return again(convenant, day, first, last, "De laatste dag komt niet voor de eerste.");
        } catch (RegisterRefusedException e) {
            return again(
                    convenant,
                    day,
                    first,
                    last,
                    "Het register kan nu niet meedoen. De technisch beheerder weet waarom.");
        }
    }

    private static Optional<Period.Days> days(String from, String until) {
        return from.isEmpty() && until.isEmpty()
                ? Optional.empty()
                : Optional.of(new Period.Days(LocalDate.parse(from), LocalDate.parse(until)));
    }

    private Response again(
            Convenant convenant, String day, String from, String until, String error) {
        return Response.status(400)
                .entity(page(SimulationViews.asked(convenant, own.oin(), day, from, until, error)))
                .build();
    }

    private TemplateInstance page(SimulationViews.Trial trial) {
        return Templates.simulation(own.name(), Visitor.of(identity), trial);
    }

    private Convenant convenant(String hash) {
        return convenants
                .find(hash)
                .orElseThrow(
                        () -> new ProblemException(Problem.notFound("There is no such convenant.")))
                .convenant();
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
