package nl.sluitend.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns everything that ends a request into a problem. What a client may read is written here or in
 * the {@link Problem} itself; the message of any other exception stays in the log, because it may
 * quote input.
 */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        return render(e.problem());
    }

    @ServerExceptionMapper
    public Uni<Response> unauthorized(UnauthorizedException e, RoutingContext request) {
        return challenge(request);
    }

    @ServerExceptionMapper
    public Uni<Response> unauthenticated(AuthenticationFailedException e, RoutingContext request) {
        return challenge(request);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return render(
                Problem.of(
                        "forbidden",
                        403,
                        "Not allowed",
                        "The token is valid, but its roles do not allow this operation. Ask the"
                                + " operator of this node for the role that the API description"
                                + " names."));
    }

    @ServerExceptionMapper
    public Response invalidJson(JacksonException e) {
        return render(
                Problem.invalidInput(
                        "The body is not the JSON that is expected here.",
                        List.of(new FieldError(pointer(e), expectation(e)))));
    }

    @ServerExceptionMapper
    public Response webApplication(WebApplicationException e) {
        if (jackson(e) instanceof JacksonException json) {
            return invalidJson(json);
        }
        Response original = e.getResponse();
        int status = original.getStatus();
        if (status < 400) {
            return original;
        }
        Response.ResponseBuilder answer =
                Response.fromResponse(
                        render(Problem.of(slug(status), status, title(status), detail(status))));
        for (String kept : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER)) {
            Optional.ofNullable(original.getHeaderString(kept))
                    .ifPresent(value -> answer.header(kept, value));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(
                "unexpected failure, incident %s: %s at %s",
                incident, e.getClass().getName(), origin(e));
        LOG.debugf(e, "incident %s", incident);
        return render(
                Problem.of(
                                "internal",
                                500,
                                "The node failed",
                                "Nothing was disclosed by this request. Tell the operator the"
                                        + " incident number; the log holds it.")
                        .with("incident", incident));
    }

    /** The answer that carries {@code problem}. */
    public static Response render(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.members())
                .build();
    }

    /** A page sends a person on to the login; everything else is told what is missing. */
    private static Uni<Response> challenge(RoutingContext request) {
        HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
        if (authenticator == null) {
            return Uni.createFrom().item(unauthenticated());
        }
        return authenticator
                .getChallenge(request)
                .map(
                        challenge ->
                                challenge != null && challenge.status == 302
                                        ? redirect(challenge)
                                        : unauthenticated());
    }

    private static Response redirect(ChallengeData challenge) {
        Response.ResponseBuilder answer = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }

    private static Response unauthenticated() {
        return Response.fromResponse(
                        render(
                                Problem.of(
                                        "unauthenticated",
                                        401,
                                        "Not logged in",
                                        "Send a valid bearer token of this party's realm; the one"
                                                + " that came is missing, expired or not valid"
                                                + " here.")))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    /** Where an unexpected failure arose: classes and lines only, as messages may quote input. */
    private static String origin(Throwable e) {
        StringBuilder origin = new StringBuilder();
        for (Throwable at = e; at != null && origin.length() < 2000; at = at.getCause()) {
            if (at != e) {
                origin.append(" caused by ").append(at.getClass().getName()).append(" at ");
            }
            StackTraceElement[] trace = at.getStackTrace();
            for (int i = 0; i < Math.min(trace.length, 6); i++) {
                origin.append(trace[i]).append(' ');
            }
        }
        return origin.toString();
    }

    private static Throwable jackson(Throwable e) {
        Throwable at = e;
        while (!(at instanceof JacksonException) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static String pointer(JacksonException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "/";
        }
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            pointer.append('/')
                    .append(
                            step.getFieldName() == null
                                    ? Integer.toString(step.getIndex())
                                    : step.getFieldName());
        }
        return pointer.isEmpty() ? "/" : pointer.toString();
    }

    private static String expectation(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "this member is not known here; see the API description for the members";
        }
        JsonLocation at = e.getLocation();
        return at == null
                ? "not readable as the expected type"
                : "not readable at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static String slug(int status) {
        return switch (status) {
            case 400 -> "invalid-input";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "too-large";
            case 415 -> "unsupported-media-type";
            case 429 -> "too-many-requests";
            case 503 -> "unavailable";
            default -> status < 500 ? "refused" : "internal";
        };
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "The request failed" : known.getReasonPhrase();
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request is not well-formed; see the API description.";
            case 404 -> "There is nothing at this address; see the API description.";
            case 405 ->
                    "This address does not take this method; the Allow header lists those it takes.";
            case 406 -> "This address cannot answer in the media type that was asked for.";
            case 413 -> "The body is larger than this address takes.";
            case 415 -> "This address does not take this media type; see the API description.";
            default -> "The request cannot be carried out.";
        };
    }
}
