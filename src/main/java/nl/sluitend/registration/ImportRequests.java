package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.registration.intake.Profile;
import nl.sluitend.registration.intake.Profiles;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of an import; all that is wrong is reported at once. */
@ApplicationScoped
class ImportRequests {

    private final Profiles profiles;
    private final Quota quota;

    ImportRequests(Profiles profiles, Quota quota) {
        this.profiles = profiles;
        this.quota = quota;
    }

    /** The request, and the key when the sender chose one. */
    record Read(Optional<String> key, ImportRequest request) {}

    Read read(
            @Nullable String mode,
            @Nullable String profile,
            @Nullable String dryRun,
            @Nullable String date,
            @Nullable String key,
            String mediaSubtype) {
        List<FieldError> wrong = new ArrayList<>();
        Optional<ImportJob.Mode> readMode = mode(mode);
        if (readMode.isEmpty()) {
            wrong.add(new FieldError("mode", "must be snapshot or delta"));
        }
        Optional<Profile> readProfile = Optional.ofNullable(profile).flatMap(profiles::find);
        if (readProfile.isEmpty()) {
            wrong.add(
                    new FieldError(
                            "profile",
                            "must be one of: "
                                    + profiles.all().stream()
                                            .map(Profile::name)
                                            .collect(Collectors.joining(", "))));
        }
        if (dryRun != null && !dryRun.equals("true") && !dryRun.equals("false")) {
            wrong.add(new FieldError("dryRun", "must be true or false"));
        }
        LocalDate today = quota.today();
        Optional<LocalDate> readDate = date == null ? Optional.of(today) : date(date);
        if (readDate.filter(day -> !day.isAfter(today)).isEmpty()) {
            wrong.add(new FieldError("date", "must be a day as jjjj-mm-dd, not after today"));
        }
        if (key != null && !key.matches("[A-Za-z0-9._-]{1,100}")) {
            wrong.add(
                    new FieldError(
                            "Idempotency-Key",
                            "must be 1 to 100 letters, digits, dots and hyphens"));
        }
        if (!wrong.isEmpty() || readMode.isEmpty() || readProfile.isEmpty()) {
            throw new ProblemException(Problem.invalidInput("The list was not read.", wrong));
        }
        return new Read(
                Optional.ofNullable(key),
                new ImportRequest(
                        readMode.get(),
                        readProfile.get(),
                        "true".equals(dryRun),
                        mediaSubtype.contains("ndjson"),
                        readDate.orElse(today)));
    }

    private static Optional<ImportJob.Mode> mode(@Nullable String mode) {
        if (mode == null) {
            return Optional.empty();
        }
        return switch (mode) {
            case "snapshot" -> Optional.of(ImportJob.Mode.SNAPSHOT);
            case "delta" -> Optional.of(ImportJob.Mode.DELTA);
            default -> Optional.empty();
        };
    }

    private static Optional<LocalDate> date(String date) {
        try {
            return Optional.of(LocalDate.parse(date));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
