package nl.sluitend.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The log for those who supervise: find, open, take away the proof. */
@Path("/v1/disclosures")
@RolesAllowed({"privacy-officer", "fg"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Verstrekkingenlog", description = "Wat er verstrekt is, aan wie, waarom en waarvoor")
public class DisclosureResource {

    private final Disclosures disclosures;

    DisclosureResource(Disclosures disclosures) {
        this.disclosures = disclosures;
    }

    /**
     * A page of entries.
     *
     * @param items newest first
     * @param total how many match in all
     * @param counts how many match, by kind
     * @param next the cursor of the next page, if there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listing(
            List<Item> items, long total, Map<String, Long> counts, @Nullable String next) {}

    /**
     * An entry in a list.
     *
     * @param log the log's id, for the address of the entry
     * @param index the index, for the address of the entry
     * @param entry the members of the entry as they were logged
     * @param pupil the place of the pupil that was looked for, under an entry about several
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String log, long index, Map<String, Object> entry, @Nullable Integer pupil) {}

    /**
     * One entry, opened.
     *
     * @param log the log's id
     * @param index the index
     * @param entry the members of the entry as they were logged
     * @param personal what its salted digests stand for
     * @param erased whether it had personal members that were erased
     * @param checkpoint the signed checkpoint under which the entry was checked just now
     */
    public record Opened(
            String log,
            long index,
            Map<String, Object> entry,
            Map<String, Object> personal,
            boolean erased,
            String checkpoint) {}

    @GET
    @Operation(
            summary = "Verstrekkingen zoeken",
            description =
                    "Geeft de regels van het verstrekkingenlog, nieuwste eerst, met het aantal per"
                            + " soort. Filters die u weglaat, beperken niets. Elke raadpleging komt zelf"
                            + " ook in het log. Rol: privacy-officer of fg.")
    public Listing find(
            @Parameter(description = "Vastgelegd op of na dit tijdstip (ISO 8601, UTC)")
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "Vastgelegd vóór dit tijdstip (ISO 8601, UTC)")
                    @QueryParam("until")
                    @Nullable String until,
            @Parameter(description = "De hash van het convenant") @QueryParam("convenant")
                    @Nullable String convenant,
            @Parameter(description = "Het OIN van de andere partij") @QueryParam("counterpart")
                    @Nullable String counterpart,
            @Parameter(description = "De soort, bijvoorbeeld exposure, outcome of refusal")
                    @QueryParam("kind")
                    @Nullable String kind,
            @Parameter(description = "Het nummer van de sessie") @QueryParam("session")
                    @Nullable String session,
            @Parameter(description = "Het doel, in de woorden van het convenant")
                    @QueryParam("purpose")
                    @Nullable String purpose,
            @Parameter(description = "De grondslag, in de woorden van het log") @QueryParam("basis")
                    @Nullable String basis,
            @Parameter(description = "Waar de volgende bladzijde begint: next van de vorige")
                    @QueryParam("cursor")
                    @Nullable String cursor,
            @Parameter(description = "Regels per bladzijde, 1 tot en met 500")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    String limit,
            @Context SecurityContext security) {
        DisclosureParameters query = new DisclosureParameters();
        DisclosureFilter filter =
                new DisclosureFilter(
                        query.instant("from", from),
                        query.instant("until", until),
                        query.convenant("convenant", convenant),
                        query.oin("counterpart", counterpart),
                        query.kind("kind", kind).map(Set::of).orElse(Set.of()),
                        Optional.ofNullable(session),
                        Optional.ofNullable(purpose),
                        Optional.ofNullable(basis),
                        List.of());
        int size = query.limit("limit", limit);
        query.cursor("cursor", cursor);
        query.requireValid();
        return listing(
                disclosures.find(filter, Optional.ofNullable(cursor), size, officer(security)));
    }

    static Listing listing(DisclosurePage page) {
        Map<String, Long> counts = new TreeMap<>();
        page.counts().forEach((of, count) -> counts.put(of.wireName(), count));
        return new Listing(
                page.found().stream()
                        .map(
                                found ->
                                        new Item(
                                                found.log().id(),
                                                found.entry().seq(),
                                                found.entry().members(),
                                                found.pupil().orElse(null)))
                        .toList(),
                page.total(),
                counts,
                page.next().orElse(null));
    }

    @GET
    @Path("/{logId}/{index:[0-9]{1,18}}")
    @Operation(
            summary = "Een verstrekking openen",
            description =
                    "Geeft één regel met wat er over personen in staat, nadat het bewijs is"
                            + " nagerekend. Is het gegeven gewist, dan blijft het bewijs. De raadpleging"
                            + " komt zelf ook in het log. Rol: privacy-officer of fg.")
    public Opened open(
            @Parameter(description = "Het log: de hash van het convenant, of node")
                    @PathParam("logId")
                    String logId,
            @Parameter(description = "Het volgnummer in het log") @PathParam("index") long index,
            @Context SecurityContext security) {
        return opened(logId, index, detail(logId, index, security));
    }

    private static Opened opened(String logId, long index, Disclosures.Detail detail) {
        Map<String, Object> personal = new TreeMap<>();
        detail.openings().forEach(opening -> personal.put(opening.name(), opening.value()));
        return new Opened(
                logId,
                index,
                detail.entry().members(),
                personal,
                detail.erased(),
                detail.proof().checkpoint());
    }

    @GET
    @Path("/{logId}/{index:[0-9]{1,18}}/pupils/{position:[0-9]{1,9}}")
    @Operation(
            summary = "Eén leerling onder een regel openen",
            description =
                    "Een regel over een vergelijking gaat over veel leerlingen; dit geeft wat er"
                            + " over één van hen staat, nadat het bewijs is nagerekend. Rol:"
                            + " privacy-officer of fg.")
    public Opened pupil(
            @Parameter(description = "Het log: de hash van het convenant, of node")
                    @PathParam("logId")
                    String logId,
            @Parameter(description = "Het volgnummer in het log") @PathParam("index") long index,
            @Parameter(description = "De plaats onder de regel") @PathParam("position")
                    int position,
            @Context SecurityContext security) {
        return opened(logId, index, pupilDetail(logId, index, position, security));
    }

    @GET
    @Path("/{logId}/{index:[0-9]{1,18}}/pupils/{position:[0-9]{1,9}}/proof")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Het bewijs van één leerling ophalen",
            description = "Een bewijsbestand in twee trappen. Rol: privacy-officer of fg.")
    public Response pupilProof(
            @Parameter(description = "Het log: de hash van het convenant, of node")
                    @PathParam("logId")
                    String logId,
            @Parameter(description = "Het volgnummer in het log") @PathParam("index") long index,
            @Parameter(description = "De plaats onder de regel") @PathParam("position")
                    int position,
            @Context SecurityContext security) {
        return file(
                pupilDetail(logId, index, position, security),
                "bewijs-%s-%d-%d".formatted(logId, index, position));
    }

    private Disclosures.Detail pupilDetail(
            String logId, long index, int position, SecurityContext security) {
        try {
            return disclosures.openPupil(logId, index, position, officer(security));
        } catch (NoSuchElementException e) {
            throw new ProblemException(
                    Problem.notFound("There is no such pupil under this entry; search first."), e);
        }
    }

    @GET
    @Path("/{logId}/{index:[0-9]{1,18}}/proof")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Het bewijs van een verstrekking ophalen",
            description =
                    "Geeft een bewijsbestand (C2SP tlog-proof) waarmee iedereen zonder toegang tot"
                            + " deze node kan nagaan dat de regel in het log staat. Het bestand bevat"
                            + " ook wat er over personen in de regel staat. Rol: privacy-officer of fg.")
    public Response proof(
            @Parameter(description = "Het log: de hash van het convenant, of node")
                    @PathParam("logId")
                    String logId,
            @Parameter(description = "Het volgnummer in het log") @PathParam("index") long index,
            @Context SecurityContext security) {
        return file(detail(logId, index, security), "bewijs-%s-%d".formatted(logId, index));
    }

    private static Response file(Disclosures.Detail detail, String name) {
        return Response.ok(detail.file().toString())
                .type("text/plain; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"" + name + ".tlog-proof\"")
                .build();
    }

    private Disclosures.Detail detail(String logId, long index, SecurityContext security) {
        try {
            return disclosures.open(logId, index, officer(security));
        } catch (NoSuchElementException e) {
            throw new ProblemException(
                    Problem.notFound("There is no such entry in the log; check log and index."), e);
        }
    }

    private static String officer(SecurityContext security) {
        return security.getUserPrincipal().getName();
    }
}
