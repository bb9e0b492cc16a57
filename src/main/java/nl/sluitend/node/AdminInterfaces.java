package nl.sluitend.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.spi.ResteasyClientProvider;

/**
 * Carries out the interfaces of Keycloak's admin client over a Jakarta REST client. Quarkus makes
 * these at build time for use inside a started application; a command has none, so they are read
 * from their annotations: paths, path and query parameters, one JSON or form body, sub-resources.
 */
final class AdminInterfaces implements ResteasyClientProvider {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Never asked for: the command hands its own client to Keycloak's. */
    @Override
    public Client newRestEasyClient(Object handler, SSLContext tls, boolean trustAll) {
        throw new IllegalStateException("the command brings a client of its own");
    }

    @Override
    public <R> R targetProxy(WebTarget target, Class<R> type) {
        Path path = type.getAnnotation(Path.class);
        return proxy(path == null ? target : target.path(path.value()), type);
    }

    private static <R> R proxy(WebTarget target, Class<R> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, handler(target)));
    }

    private static InvocationHandler handler(WebTarget target) {
        return (proxy, method, arguments) -> {
            Object[] given = arguments == null ? new Object[0] : arguments;
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(target, given);
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, given);
            }
            Call call = read(target, method, given);
            Optional<String> verb =
                    Stream.of(method.getAnnotations())
                            .map(found -> found.annotationType().getAnnotation(HttpMethod.class))
                            .filter(Objects::nonNull)
                            .map(HttpMethod::value)
                            .findFirst();
            return verb.isPresent()
                    ? exchange(call, verb.get(), method)
                    : proxy(call.target(), method.getReturnType());
        };
    }

    private record Call(WebTarget target, @Nullable Object body) {}

    private static Call read(WebTarget parent, Method method, Object[] given) {
        Path path = method.getAnnotation(Path.class);
        WebTarget target = path == null ? parent : parent.path(path.value());
        Object body = null;
        for (int i = 0; i < given.length; i++) {
            boolean named = false;
            for (Annotation annotation : method.getParameterAnnotations()[i]) {
                if (annotation instanceof PathParam in) {
                    target = target.resolveTemplate(in.value(), given[i]);
                    named = true;
                } else if (annotation instanceof QueryParam in) {
                    target = given[i] == null ? target : target.queryParam(in.value(), given[i]);
                    named = true;
                }
            }
            if (!named) {
                body = given[i];
            }
        }
        return new Call(target, body);
    }

    private static @Nullable Object exchange(Call call, String verb, Method method)
            throws IOException {
        var request = call.target().request(MediaType.APPLICATION_JSON);
        Response answer =
                call.body() == null
                        ? request.method(verb)
                        : request.method(verb, entity(call.body()));
        if (method.getReturnType() == Response.class) {
            return answer;
        }
        try (answer) {
            if (answer.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                throw new WebApplicationException(answer.getStatus());
            }
            if (method.getReturnType() == void.class) {
                return null;
            }
            String text = answer.readEntity(String.class);
            try {
                return JSON.readValue(text, JSON.constructType(method.getGenericReturnType()));
            } catch (IOException e) {
                throw new ProcessingException("an answer that is no JSON as expected", e);
            }
        }
    }

    private static Entity<?> entity(Object body) throws IOException {
        if (body instanceof MultivaluedMap<?, ?> fields) {
            Form form = new Form();
            fields.forEach(
                    (name, values) ->
                            values.forEach(value -> form.param(name.toString(), value.toString())));
            return Entity.form(form);
        }
        return Entity.json(JSON.writeValueAsString(body));
    }
}
