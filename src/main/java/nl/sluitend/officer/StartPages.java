package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import nl.sluitend.party.OwnParty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The way in and the way out. */
@Path("/")
@Produces(Pages.HTML)
public final class StartPages {

    private static final URI OVERVIEW = URI.create("/overzicht");

    private final OwnParty own;

    StartPages(OwnParty own) {
        this.own = own;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance start(String node);

        static native TemplateInstance notice(String node, Notice notice);
    }

    /** A short message outside a session, with the way on. */
    public record Notice(String title, String text) {}

    /** What this node is, for whoever finds it. */
    @GET
    @PermitAll
    @Operation(hidden = true)
    public TemplateInstance start() {
        return Templates.start(own.name());
    }

    /** Where Keycloak sends the browser back to; who comes here by hand is sent on. */
    @GET
    @Path("/inloggen")
    @Authenticated
    @Operation(hidden = true)
    public Response login() {
        return Response.seeOther(OVERVIEW).build();
    }

    /** Ends the session here and in Keycloak; who has none is sent to the start. */
    @GET
    @Path("/afmelden")
    @Authenticated
    @Operation(hidden = true)
    public Response logout() {
        return Response.seeOther(URI.create("/")).build();
    }

    @GET
    @Path("/afgemeld")
    @PermitAll
    @Operation(hidden = true)
    public TemplateInstance loggedOut() {
        return notice(
                "U bent uitgelogd", "Sluit ook uw browser als u op een gedeelde computer werkt.");
    }

    @GET
    @Path("/sessie-verlopen")
    @PermitAll
    @Operation(hidden = true)
    public TemplateInstance sessionExpired() {
        return notice(
                "Uw sessie is verlopen",
                "U hebt een tijd niets gedaan. Daarom bent u uitgelogd. Log opnieuw in om verder te"
                        + " gaan.");
    }

    @GET
    @Path("/inlogfout")
    @PermitAll
    @Operation(hidden = true)
    public TemplateInstance loginFailed() {
        return notice(
                "Inloggen is niet gelukt",
                "Probeer het opnieuw. Lukt het weer niet? Neem contact op met de beheerder van uw"
                        + " organisatie.");
    }

    private TemplateInstance notice(String title, String text) {
        return Templates.notice(own.name(), new Notice(title, text));
    }
}
