package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Objects;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.Problem;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Shows a person a problem as a page in plain Dutch; machines get the problem itself. */
final class ProblemPages {

    private static final String FOREIGN_PAGE = Problem.TYPE_PREFIX + SameOrigin.PROBLEM;

    private final OwnParty own;

    ProblemPages(OwnParty own) {
        this.own = own;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance problem(String node, Explanation problem);
    }

    /**
     * What a person reads.
     *
     * @param incident the number under which the log holds the cause; empty when there is none
     */
    public record Explanation(int status, String title, String text, String incident) {}

    @ServerResponseFilter(priority = 2000)
    public void explain(ContainerRequestContext request, ContainerResponseContext response) {
        if (!isProblem(response.getMediaType())
                || !Pages.isPage(request.getUriInfo().getPath())
                || !accepts(request)) {
            return;
        }
        Map<?, ?> problem = response.getEntity() instanceof Map<?, ?> members ? members : Map.of();
        Explanation explanation =
                FOREIGN_PAGE.equals(problem.get("type"))
                        ? foreignPage()
                        : explanation(
                                response.getStatus(),
                                Objects.toString(problem.get("incident"), ""));
        response.setEntity(
                Templates.problem(own.name(), explanation).render(),
                null,
                MediaType.valueOf(Pages.HTML));
    }

    private static boolean isProblem(MediaType type) {
        return type != null && MediaType.valueOf(Problem.MEDIA_TYPE).isCompatible(type);
    }

    private static boolean accepts(ContainerRequestContext request) {
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML);
    }

    private static Explanation foreignPage() {
        return new Explanation(
                403,
                "Deze vraag kwam niet van een pagina van dit knooppunt",
                "Er is niets veranderd. Open de pagina opnieuw en herhaal wat u deed.",
                "");
    }

    private static Explanation explanation(int status, String incident) {
        return switch (status) {
            case 401 ->
                    new Explanation(
                            status,
                            "U bent niet ingelogd",
                            "Log in om deze pagina te zien.",
                            incident);
            case 403 ->
                    new Explanation(
                            status,
                            "U mag deze pagina niet zien",
                            "U bent ingelogd, maar deze pagina hoort niet bij uw rol. Hebt u de"
                                    + " pagina nodig voor uw werk? Vraag het aan de beheerder van"
                                    + " uw organisatie.",
                            incident);
            case 404 ->
                    new Explanation(
                            status,
                            "Deze pagina bestaat niet",
                            "Controleer het adres, of ga naar het overzicht en zoek van daaruit"
                                    + " verder.",
                            incident);
            case 503 ->
                    new Explanation(
                            status,
                            "Dit lukt nu even niet",
                            "Er is niets verstrekt en er is niets verloren. Probeer het over een"
                                    + " paar minuten opnieuw.",
                            incident);
            default ->
                    status < 500
                            ? new Explanation(
                                    status,
                                    "Deze vraag is niet goed gesteld",
                                    "Ga terug, controleer wat u hebt ingevuld en probeer het"
                                            + " opnieuw.",
                                    incident)
                            : new Explanation(
                                    status,
                                    "Er ging iets mis",
                                    "Er is bij deze vraag niets verstrekt. Blijft het misgaan? Geef"
                                            + " de beheerder het nummer hieronder.",
                                    incident);
        };
    }
}
