package nl.sluitend.party;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who did what from where, and what came of it.
 *
 * @param at when it was answered
 * @param operation links it with log entries and records of processing
 * @param actor the subject of the access token; empty for who did not get in
 * @param action method and path, without what was searched for
 * @param origin the network address of the caller
 * @param status HTTP status
 */
@Schema(description = "Wie wat deed, vanwaar en met welk gevolg.")
public record AuditRecord(
        Instant at,
        String operation,
        Optional<String> actor,
        String action,
        Optional<String> origin,
        int status) {}
