package nl.sluitend.subject;

import java.time.LocalDate;
import nl.sluitend.identifier.Pgn;

/**
 * A request as it is entered. The pupil in it is forgotten once it is a keyed point.
 *
 * @param receivedOn not in the future
 */
public record NewRequest(
        RightsRequest.Kind kind,
        RightsRequest.Requester requester,
        LocalDate receivedOn,
        Whom whom) {

    /** Whom it is about. */
    public sealed interface Whom {

        /** The pupil with this number. */
        record PupilNumber(Pgn number) implements Whom {
            @Override
            public String toString() {
                return "PupilNumber[***]";
            }
        }

        /** The pupil whom a source system calls so. */
        record Reference(String sourceSystem, String reference) implements Whom {
            @Override
            public String toString() {
                return "Reference[***]";
            }
        }
    }
}
