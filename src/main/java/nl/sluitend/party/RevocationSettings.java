package nl.sluitend.party;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the settings about revocation lists. */
final class RevocationSettings {

    private static final String LISTS = "sluitend.party.revocation-lists";
    private static final String HOSTS = "sluitend.party.revocation-hosts";

    private RevocationSettings() {}

    /**
     * @throws SettingException when one is wrong, or when none is given outside a test
     */
    static RevocationLists lists(PartyConfig config, Clock clock) {
        List<String> given = config.revocationLists().orElse(List.of());
        List<String> hosts = config.revocationHosts().orElse(List.of());
        if (given.isEmpty() && hosts.isEmpty() && !config.testOins()) {
            throw new SettingException(
                    LISTS,
                    "must name the revocation lists of the authorities (or "
                            + HOSTS
                            + " where certificates name them); only a node with"
                            + " sluitend.party.test-oins=true does without");
        }
        List<Path> files = new ArrayList<>();
        List<URI> addresses = new ArrayList<>();
        for (String one : given) {
            if (!one.contains("://")) {
                files.add(Path.of(one));
            } else if (one.matches("https?://[^/\\s]+/\\S*")) {
                addresses.add(URI.create(one));
            } else {
                throw new SettingException(
                        LISTS, "a file, or an address with http:// or https://, is expected");
            }
        }
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?")) {
                throw new SettingException(HOSTS, "host or host:port is expected");
            }
        }
        return new RevocationLists(files, addresses, Set.copyOf(hosts), clock);
    }
}
