package nl.sluitend.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that a person of this party has to look at.
 *
 * @param kind what happened, a short word such as {@code quota-exceeded}
 * @param about the source system, convenant or session
 * @param text what happened and what to do, in Dutch
 * @param since when it was raised first
 * @param lastRaised when it was raised last
 * @param times how often it was raised
 * @param acknowledgedAt when a person took note of it; empty while it is open
 * @param acknowledgedBy who did
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "Iets waar een mens naar moet kijken.")
public record Alert(
        UUID id,
        String kind,
        String about,
        String text,
        Instant since,
        Instant lastRaised,
        long times,
        Optional<Instant> acknowledgedAt,
        Optional<String> acknowledgedBy) {}
