package nl.sluitend.reconciliation;

import java.util.List;
import java.util.UUID;
import nl.sluitend.psi.Noise;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What this party counted: numbers with noise, for its own people alone. */
@Schema(name = "Counting", description = "Wat deze partij heeft geteld; vertrouwelijk")
public record CountView(
        UUID sid,
        @Schema(description = "Hoeveel een aantal er hoogstens naast ligt, in 95 van de 100 keer")
                int margin,
        List<Group> groups) {

    /** A joint report shows multiples of this. */
    private static final int JOINT_STEP = 5;

    /** One group. */
    @Schema(name = "CountedGroup", description = "Een groep van de eigen lijst")
    public record Group(
            @Schema(
                            description =
                                    "Leeftijden in deze groep: UNDER_12, FROM_12_TO_15,"
                                            + " FROM_16_TO_17, FROM_18 of UNKNOWN")
                    List<String> ageBands,
            @Schema(description = "Eigen leerlingen in deze groep") int pupils,
            @Schema(
                            description =
                                    "Hoeveel daarvan de ander ook kent, met ruis; kan onder nul"
                                            + " liggen. Om mee te rekenen, niet om te tonen.")
                    int estimate,
            @Schema(description = "Hetzelfde om te tonen: niet onder nul en niet boven de groep")
                    int shown,
            @Schema(description = "Ondergrens van het 95%-interval") int low,
            @Schema(description = "Bovengrens van het 95%-interval") int high,
            @Schema(description = "Voor een gezamenlijk stuk: afgerond op een veelvoud van vijf")
                    int joint) {

        static Group of(CountFigures.Figure figure, int margin) {
            int estimate = figure.estimate().orElseThrow();
            int shown = within(estimate, figure.pupils());
            return new Group(
                    figure.bands(),
                    figure.pupils(),
                    estimate,
                    shown,
                    within(estimate - margin, figure.pupils()),
                    within(estimate + margin, figure.pupils()),
                    JOINT_STEP * Math.round((float) shown / JOINT_STEP));
        }

        private static int within(int number, int pupils) {
            return Math.clamp(number, 0, pupils);
        }
    }

    public CountView {
        groups = List.copyOf(groups);
    }

    static CountView of(Session session, Noise noise, List<CountFigures.Figure> figures) {
        int margin = noise.margin();
        return new CountView(
                session.sid(),
                margin,
                figures.stream().map(figure -> Group.of(figure, margin)).toList());
    }
}
