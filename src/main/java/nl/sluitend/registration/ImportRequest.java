package nl.sluitend.registration;

import java.time.LocalDate;
import nl.sluitend.registration.intake.Profile;

/**
 * What a source system asks with a list.
 *
 * @param ndjson one JSON object per line instead of CSV
 * @param fileDate the day that the list describes
 */
record ImportRequest(
        ImportJob.Mode mode, Profile profile, boolean dryRun, boolean ndjson, LocalDate fileDate) {}
