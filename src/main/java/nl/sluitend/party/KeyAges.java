package nl.sluitend.party;

import java.time.Instant;
import java.util.SortedMap;

/** How long the node has used the keys that it has now. */
public interface KeyAges {

    /**
     * For each key, by its alias in the key store, the first start at which the node found it as it
     * is now.
     */
    SortedMap<String, Instant> since();
}
