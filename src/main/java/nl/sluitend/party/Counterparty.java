package nl.sluitend.party;

import java.net.URI;
import nl.sluitend.identifier.Oin;

/**
 * An organisation with whose node this node talks.
 *
 * @param oin its OIN, which its certificate must carry
 * @param name the name that people know it by
 * @param role what kind of organisation it is
 * @param url base address of its node, {@code https://host:port}, without a path
 */
public record Counterparty(Oin oin, String name, PartyRole role, URI url) {

    public Counterparty {
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address of a counterparty is https://host:port");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null || hasPath(url)) {
            throw new IllegalArgumentException(
                    "the address of a counterparty has no path, query or fragment");
        }
    }

    private static boolean hasPath(URI url) {
        String path = url.getRawPath();
        return path != null && !path.isEmpty() && !"/".equals(path);
    }
}
