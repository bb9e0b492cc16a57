package nl.sluitend.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nl.sluitend.reconciliation.ReplayCheck;
import nl.sluitend.registration.intake.LineAnswer;
import nl.sluitend.registration.intake.ListReader;
import nl.sluitend.registration.intake.Profile;
import nl.sluitend.registration.intake.Profiles;
import nl.sluitend.registration.intake.UnreadableListException;

/** Pupils drawn by chance from a list of the source system, read as the intake reads it. */
final class DrawnPupils {

    private static final int MOST = 30;
    private static final ZoneId HERE = ZoneId.of("Europe/Amsterdam");

    private DrawnPupils() {}

    /**
     * Draws as the options say.
     *
     * @return nobody when no list was given
     */
    static List<ReplayCheck.Drawn> of(CommandOptions options, Clock clock, SecureRandom random)
            throws UsageException, IOException {
        Optional<Path> file = NodeCalls.path(options, "list");
        if (file.isEmpty()) {
            return List.of();
        }
        int wanted = wanted(options.get("draw"));
        List<ReplayCheck.Drawn> all = read(file.get(), profile(options), clock);
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, Math.min(wanted, all.size())));
    }

    private static int wanted(String given) throws UsageException {
        if (given.isEmpty()) {
            return MOST;
        }
        if (!given.matches("[1-9]|[12][0-9]|30")) {
            throw new UsageException("--draw: 1 to " + MOST + " is expected");
        }
        return Integer.parseInt(given);
    }

    private static Profile profile(CommandOptions options) throws UsageException {
        String name = options.get("profile").isEmpty() ? Profiles.GENERIC : options.get("profile");
        try {
            return Profiles.load(NodeCalls.path(options, "profiles"))
                    .find(name)
                    .orElseThrow(() -> new UsageException("there is no profile " + name));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static List<ReplayCheck.Drawn> read(Path file, Profile profile, Clock clock)
            throws UsageException, IOException {
        List<ReplayCheck.Drawn> all = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            ListReader reader =
                    ListReader.csv(in, profile, LocalDate.ofInstant(clock.instant(), HERE));
            for (Optional<LineAnswer> line = reader.next();
                    line.isPresent();
                    line = reader.next()) {
                if (line.get() instanceof LineAnswer.Accepted accepted) {
                    all.add(
                            new ReplayCheck.Drawn(
                                    accepted.registration().reference(),
                                    accepted.registration().keys()));
                }
            }
        } catch (UnreadableListException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
        if (all.isEmpty()) {
            throw new UsageException(file + " has no line that the node would take in");
        }
        return all;
    }
}
