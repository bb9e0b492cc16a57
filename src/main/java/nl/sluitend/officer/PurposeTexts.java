package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.util.Optional;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.LogEntry;

/** Purposes in the words of the convenant; the log holds their codes. */
@Singleton
final class PurposeTexts {

    private final Convenants convenants;

    PurposeTexts(Convenants convenants) {
        this.convenants = convenants;
    }

    /** The purpose in words with its code, or as it stands in the log when no convenant has it. */
    String of(LogEntry entry) {
        return Optional.ofNullable(entry.convenantHash()).flatMap(convenants::find).stream()
                .flatMap(dossier -> dossier.convenant().purposes().stream())
                .filter(purpose -> purpose.code().equals(entry.purpose()))
                .map(purpose -> "%s (%s)".formatted(purpose.text(), purpose.code()))
                .findFirst()
                .orElse(entry.purpose());
    }
}
