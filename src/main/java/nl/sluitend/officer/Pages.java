package nl.sluitend.officer;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Tells pages for people from interfaces for machines. */
final class Pages {

    /** Nothing but what this node serves itself, and no script. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'";

    static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private Pages() {}

    /** Whether {@code path}, with or without a slash in front, is none of the interfaces. */
    static boolean isPage(String path) {
        String plain = path.startsWith("/") ? path.substring(1) : path;
        return !(isBelow(plain, "v1") || isBelow(plain, "peer") || isBelow(plain, "q"));
    }

    /** Whether whoever asks is a browser: it names HTML among what it accepts. */
    static boolean wantsHtml(HttpHeaders headers) {
        String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML);
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
