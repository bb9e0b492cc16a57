package nl.sluitend.reconciliation;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.psi.Replay;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a check afterwards of the own list in one session says. */
@Schema(name = "Replay", description = "Controle achteraf van de eigen lijst in een sessie")
public record ReplayView(
        UUID sid,
        String lane,
        @Schema(description = "Leerlingen op de eigen lijst") int pupils,
        @Schema(
                        description =
                                "HOLDS: wat is verstuurd, is die lijst onder één sleutel. DIFFERS: niet."
                                        + " GONE: na 90 dagen is gewist wat nodig is.")
                Verdict verdict,
        @Schema(
                        description =
                                "Wat niet klopt: OFFER (het ondertekende aanbod), LIST (de lijst),"
                                        + " ELEMENTS (wat is verstuurd), PROOF (het bewijs),"
                                        + " EXPONENT (meer dan één sleutel) of LOG (het logboek).")
                List<Difference> differences) {

    /** What came of it. */
    public enum Verdict {
        HOLDS,
        DIFFERS,
        GONE
    }

    /** What does not hold. */
    public enum Difference {
        /** The stored offer is not one that this party signed for this session. */
        OFFER,
        LIST,
        ELEMENTS,
        PROOF,
        EXPONENT,
        /** The exposure in the log names another list. */
        LOG;

        static Difference of(Replay.Difference difference) {
            return switch (difference) {
                case LIST -> LIST;
                case ELEMENTS -> ELEMENTS;
                case PROOF -> PROOF;
                case EXPONENT -> EXPONENT;
            };
        }
    }

    public ReplayView {
        differences = List.copyOf(differences);
    }

    static ReplayView of(Session session, Set<Difference> differences) {
        return new ReplayView(
                session.sid(),
                session.lane(),
                session.ownSize(),
                differences.isEmpty() ? Verdict.HOLDS : Verdict.DIFFERS,
                List.copyOf(differences));
    }

    static ReplayView gone(Session session) {
        return new ReplayView(
                session.sid(), session.lane(), session.ownSize(), Verdict.GONE, List.of());
    }
}
