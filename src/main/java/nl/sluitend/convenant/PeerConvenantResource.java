package nl.sluitend.convenant;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import nl.sluitend.convenant.PeerMessages.Message;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.PeerContext;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Convenants for the counterpart that the client certificate proves. */
@Path("/peer/v1/convenants")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(
        name = "Convenanten tussen nodes",
        description = "Alleen met het TLS-certificaat van een bekende tegenpartij.")
public class PeerConvenantResource {

    private final PeerConvenants convenants;
    private final PeerContext peer;
    private final OwnParty own;
    private final Clock clock;

    PeerConvenantResource(PeerConvenants convenants, PeerContext peer, OwnParty own, Clock clock) {
        this.convenants = convenants;
        this.peer = peer;
        this.own = own;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "De convenanten met de tegenpartij",
            description = "De hashes van alles wat is voorgesteld, het oudste eerst.")
    public byte[] list() {
        return PeerMessages.list("hashes", convenants.hashes(peer.oin()), clock.instant());
    }

    @GET
    @Path(ConvenantResource.HASH)
    @Operation(
            summary = "De inhoud van een convenant",
            description = "In canonieke vorm (RFC 8785).")
    public byte[] get(String hash) {
        return dossier(hash).convenant().canonicalJson().getBytes(StandardCharsets.UTF_8);
    }

    @PUT
    @Path(ConvenantResource.HASH)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Stel een convenant voor",
            description = "De hash in het adres moet die van de inhoud zijn. Herhalen mag.")
    public void put(String hash, InputStream body) throws IOException {
        convenants.receive(
                peer.oin(), hash, ConvenantResource.bounded(body, ConvenantReader.MAX_BYTES));
    }

    @GET
    @Path(ConvenantResource.HASH + "/signatures")
    @Operation(
            summary = "De handtekeningen van deze partij",
            description = "Elk een JWS over convenantHash, type en signedAt, het oudste eerst.")
    public byte[] signatures(String hash) {
        List<String> ours =
                dossier(hash).steps().stream()
                        .filter(step -> step.signer().equals(own.oin()))
                        .map(SignedStep::jws)
                        .toList();
        return PeerMessages.list("signatures", ours, clock.instant());
    }

    @POST
    @Path(ConvenantResource.HASH + "/signatures")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Geef een handtekening door",
            description = "Met sentAt, de klok van de afzender. Herhalen mag.")
    public void sign(String hash, InputStream body) throws IOException {
        byte[] json = ConvenantResource.bounded(body, PeerMessages.MAX_BYTES);
        Message message =
                PeerMessages.readSignature(json).orElseThrow(PeerConvenantResource::notUnderstood);
        Oin signer = peer.oin();
        convenants.receive(signer, hash, message.texts().getFirst(), message.sentAt());
    }

    private ConvenantDossier dossier(String hash) {
        return convenants.find(peer.oin(), hash).orElseThrow(ConvenantProblems::unknown);
    }

    private static ProblemException notUnderstood() {
        return ConvenantProblems.invalid(
                List.of(
                        new FieldError(
                                "",
                                "an object with signature (compact JWS) and sentAt (instant) is"
                                        + " expected")));
    }
}
