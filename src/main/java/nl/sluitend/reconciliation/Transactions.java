package nl.sluitend.reconciliation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** Transactions of the protocol: each step has one of its own, and what it returns is committed. */
@ApplicationScoped
class Transactions {

    /** Masking or evaluating the largest list takes minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    <T> T run(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().timeout((int) LONGEST.toSeconds()).call(work::get);
    }
}
