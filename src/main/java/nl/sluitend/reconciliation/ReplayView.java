package nl.sluitend.reconciliation;

import java.util.List;
import java.util.UUID;
import nl.sluitend.disclosure.LeafEvidence;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Octets;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the own lists of a run needs; {@link ReplayCheck} does it. Octets are base64url.
 */
@Schema(
        name = "Replay",
        description = "Wat nodig is om de eigen lijsten van een run achteraf na te rekenen")
public record ReplayView(
        @Schema(description = "Nummer van deze controle") UUID id,
        @Schema(description = "Nummer van de run") UUID run,
        @Schema(description = "OIN van deze partij") String party,
        @Schema(description = "Inhoud van het convenant, zoals ondertekend") String convenant,
        List<Session> sessions) {

    public ReplayView {
        sessions = List.copyOf(sessions);
    }

    /** One session of the run. */
    @Schema(name = "ReplaySession", description = "Een sessie van de run")
    public record Session(
            UUID sid,
            String lane,
            @Schema(description = "Leerlingen op de eigen lijst") int pupils,
            @Schema(description = "Ontbreekt als het na 90 dagen is gewist")
                    @Nullable Material material) {}

    /** What was kept of a session. */
    @Schema(name = "ReplayMaterial", description = "Wat van een sessie is bewaard")
    public record Material(
            @Schema(description = "Het eigen aanbod, ondertekend") String ownOffer,
            @Schema(description = "Het aanbod van de andere partij") @Nullable String peerOffer,
            String commitSalt,
            @Schema(description = "S, Q, het bewijs van de sleutel en dat van elk deel")
                    List<String> batchProof,
            @Schema(description = "Ontbreekt als er niets is blootgesteld")
                    @Nullable Exposure exposure) {

        public Material {
            batchProof = List.copyOf(batchProof);
        }

        static List<String> parts(BatchProof proof) {
            return java.util.stream.Stream.concat(
                            java.util.stream.Stream.of(
                                    proof.blindedBase(), proof.registrationKey(), proof.keyProof()),
                            proof.chunkProofs().stream())
                    .map(Octets::base64Url)
                    .toList();
        }
    }

    /**
     * The log entry that came before anything was evaluated, with the proof that it stands there.
     */
    @Schema(name = "ReplayExposure", description = "De logregel vooraf, met bewijs")
    public record Exposure(
            String entry, long index, List<String> inclusionProof, String checkpoint) {

        public Exposure {
            inclusionProof = List.copyOf(inclusionProof);
        }

        static Exposure of(LeafEvidence evidence) {
            return new Exposure(
                    Octets.of(evidence.entry()).base64Url(),
                    evidence.index(),
                    evidence.inclusionProof().stream()
                            .map(hash -> Octets.of(hash).base64Url())
                            .toList(),
                    evidence.checkpoint());
        }
    }

    /** One chunk of a list: what was sent, and the pupils in the same order. */
    @Schema(name = "ReplayChunk", description = "Een deel van de lijst, zoals verstuurd")
    public record Chunk(
            @Schema(description = "De verstuurde punten, achter elkaar") String elements,
            List<Entry> pupils) {

        public Chunk {
            pupils = List.copyOf(pupils);
        }
    }

    /** One pupil of the frozen list. */
    @Schema(name = "ReplayEntry", description = "Een leerling op de vastgelegde lijst")
    public record Entry(int place, String salt, String point) {}

    /** Points of pupils who were drawn, under the key of the list. */
    @Schema(name = "ReplayDraw", description = "Getrokken leerlingen onder de sleutel van de lijst")
    public record Drawn(
            @Schema(description = "Elk punt keer de sleutel, in dezelfde volgorde")
                    List<String> elements,
            @Schema(description = "Bewijs dat het de sleutel van de lijst is") String proof) {

        public Drawn {
            elements = List.copyOf(elements);
        }
    }
}
