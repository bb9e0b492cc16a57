package nl.sluitend.party;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operation under way: that of the request from outside in which we are, if we are in one. */
@ApplicationScoped
public class Operations {

    /** The member that links an entry with the audit record of who did it. */
    public static final String MEMBER = "operation";

    /** The member with the caller's span (W3C Trace Context). */
    public static final String PARENT_MEMBER = "parentSpan";

    private static final String KEY = Operation.class.getName();
    private static final int TRACE_LENGTH = 16;

    private final CurrentVertxRequest request;
    private final SecureRandom random;

    Operations(CurrentVertxRequest request, SecureRandom random) {
        this.request = request;
        this.random = random;
    }

    /** The operation; empty outside a request. */
    public Optional<Operation> current() {
        if (!Arc.container().requestContext().isActive()) {
            return Optional.empty();
        }
        RoutingContext context = request.getCurrent();
        if (context == null) {
            return Optional.empty();
        }
        Operation known = context.get(KEY);
        if (known == null) {
            known =
                    Optional.ofNullable(context.request().getHeader(TraceParent.HEADER))
                            .flatMap(Operation::parse)
                            .orElseGet(this::fresh);
            context.put(KEY, known);
        }
        return Optional.of(known);
    }

    /** The members of a log entry with the operation under way, if there is one. */
    public Map<String, Object> linked(Map<String, Object> members) {
        Map<String, Object> all = new TreeMap<>(members);
        current()
                .ifPresent(
                        operation -> {
                            all.put(MEMBER, operation.traceId());
                            operation
                                    .parentSpanId()
                                    .ifPresent(span -> all.put(PARENT_MEMBER, span));
                        });
        return all;
    }

    private Operation fresh() {
        byte[] trace = new byte[TRACE_LENGTH];
        random.nextBytes(trace);
        return new Operation(HexFormat.of().formatHex(trace), Optional.empty());
    }
}
