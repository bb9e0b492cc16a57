package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long logs are kept of convenants that exist in these tests alone. */
@ApplicationScoped
class TestRetention {

    private static final Map<String, Instant> UNTIL = new ConcurrentHashMap<>();

    static void until(String convenantHash, Instant end) {
        UNTIL.put(convenantHash, end);
    }

    void answer(@Observes LogRetention asked) {
        Instant end = UNTIL.get(asked.convenantHash());
        if (end != null) {
            asked.keptUntil(end);
        }
    }
}
