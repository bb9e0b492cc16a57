package nl.sluitend.officer;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a large upload by its length, before any of it is read or kept. */
final class UploadLimit {

    /** Largest request, in bytes: the largest convenant with room to spare. */
    static final int MOST = 1 << 20;

    /** Of a method that takes a file. */
    @NameBinding
    @Retention(RUNTIME)
    @Target({METHOD, TYPE})
    @interface Limited {}

    @ServerRequestFilter
    @Limited
    public void limit(ContainerRequestContext request) {
        int length = request.getLength();
        if (length < 0 || length > MOST) {
            throw new ProblemException(
                    Problem.of(
                            "too-large",
                            413,
                            "The file is too large",
                            "A file of at most " + MOST + " bytes is expected."));
        }
    }
}
