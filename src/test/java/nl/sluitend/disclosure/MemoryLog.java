package nl.sluitend.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log in memory: the reference against which the real one and the proofs are tested. */
final class MemoryLog implements MerkleTree.NodeReader {

    private final Map<String, byte[]> nodes = new HashMap<>();
    private final List<byte[]> entries = new ArrayList<>();
    private final Frontier frontier = new Frontier();

    static MemoryLog of(int size) {
        MemoryLog log = new MemoryLog();
        for (int i = 0; i < size; i++) {
            log.append(("entry " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return log;
    }

    void append(byte[] entry) {
        entries.add(entry);
        frontier.append(
                MerkleTree.leafHash(entry),
                (level, index, hash) -> nodes.put(level + "/" + index, hash));
    }

    @Override
    public byte[] hash(int level, long index) {
        byte[] hash = nodes.get(level + "/" + index);
        if (hash == null) {
            throw new IllegalArgumentException("no complete subtree " + level + "/" + index);
        }
        return hash;
    }

    byte[] leafHash(long index) {
        return hash(0, index);
    }

    byte[] entry(int index) {
        return entries.get(index);
    }

    byte[] root() {
        return frontier.root();
    }

    byte[] root(long size) {
        return MerkleTree.root(size, this);
    }

    Frontier frontier() {
        return frontier;
    }
}
