package nl.sluitend.officer;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What a browser must know of every page, beside the headers that every answer carries. */
final class PageHeaders {

    @ServerResponseFilter(priority = 1000)
    public void add(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        if (type == null || !MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", Pages.CONTENT_SECURITY_POLICY);
        headers.putSingle("Cache-Control", "no-store");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }
}
