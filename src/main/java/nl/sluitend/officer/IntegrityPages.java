package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nl.sluitend.disclosure.CheckHistory;
import nl.sluitend.disclosure.LogChecks;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether the logs are as they were written, and who follows them. */
@Path("/privacy/integriteit")
@RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
@Produces(Pages.HTML)
public final class IntegrityPages {

    private static final int PATIENCE_SECONDS = 30;

    private final LogChecks checks;
    private final CheckHistory history;
    private final IntegrityViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    IntegrityPages(
            LogChecks checks,
            CheckHistory history,
            IntegrityViews views,
            OwnParty own,
            SecurityIdentity identity) {
        this.history = history;
        this.checks = checks;
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance integrity(
                String node, Visitor visitor, IntegrityViews.Page view);
    }

    /** Every log, how far it is and how far its witnesses are. */
    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        return page(views.page());
    }

    /**
     * Controleer nu: a process of its own works out every entry of every log again. Waits a while
     * for it; a large log takes longer, and then the result stands in the history.
     */
    @POST
    @Operation(hidden = true)
    public TemplateInstance checkNow() {
        Optional<CompletableFuture<UUID>> started = checks.start(Visitor.of(identity).name());
        if (started.isEmpty()) {
            return page(views.busy());
        }
        try {
            UUID done = started.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return page(history.find(done).map(views::page).orElseGet(views::page));
        } catch (TimeoutException e) {
            return page(views.running());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the check of the logs broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return page(views.running());
        }
    }

    private TemplateInstance page(IntegrityViews.Page view) {
        return Templates.integrity(own.name(), Visitor.of(identity), view);
    }
}
