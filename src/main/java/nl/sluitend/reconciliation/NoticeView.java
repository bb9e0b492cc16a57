package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;

/**
 * A notice without the pair that it is about.
 *
 * @param convenant hash
 * @param counterpart who tells, or is told
 * @param fields names of the fields; none when it is about the registration as a whole
 * @param at when it was decided to tell, or when it came
 * @param confirmed when the receiver signed that it has it
 * @param problem why it has not; for the operator
 * @param givenUp since when the node does not try any more: people have to tell it
 * @param handled when people of the receiver dealt with it, or people of the sender told it
 * @param handling what they did, or how, in words
 */
public record NoticeView(
        UUID id,
        String convenant,
        Oin counterpart,
        NoticeKind kind,
        List<String> fields,
        Instant at,
        Optional<Instant> confirmed,
        Optional<String> problem,
        Optional<Instant> givenUp,
        Optional<Instant> handled,
        Optional<String> handling) {}
