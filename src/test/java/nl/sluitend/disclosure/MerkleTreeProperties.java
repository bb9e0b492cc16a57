package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleTreeProperties {

    private static final int MAX = 700;
    private static final MemoryLog LOG = MemoryLog.of(MAX);

    @Property
    void everyLeafIsProvableAtEverySize(
            @ForAll @IntRange(min = 1, max = MAX) int size,
            @ForAll @IntRange(max = MAX - 1) int leaf) {
        int index = leaf % size;
        List<byte[]> proof = MerkleTree.inclusionProof(index, size, LOG);
        assertThat(
                        MerkleTree.verifyInclusion(
                                index, size, LOG.leafHash(index), proof, LOG.root(size)))
                .isTrue();
    }

    @Property
    void everyTwoSizesAreProvablyConsistent(
            @ForAll @IntRange(min = 1, max = MAX) int first,
            @ForAll @IntRange(min = 1, max = MAX) int second) {
        int from = Math.min(first, second);
        int to = Math.max(first, second);
        List<byte[]> proof = MerkleTree.consistencyProof(from, to, LOG);
        assertThat(MerkleTree.verifyConsistency(from, to, LOG.root(from), LOG.root(to), proof))
                .isTrue();
    }

    @Property
    void anInclusionProofHoldsForItsOwnLeafIndexAndSizeOnly(
            @ForAll @IntRange(min = 2, max = MAX) int size,
            @ForAll @IntRange(max = MAX - 1) int leaf,
            @ForAll @IntRange(max = MAX - 1) int otherLeaf,
            @ForAll @IntRange(min = 1, max = MAX) int otherSize) {
        int index = leaf % size;
        int other = otherLeaf % size;
        Assume.that(other != index && otherSize != size);
        List<byte[]> proof = MerkleTree.inclusionProof(index, size, LOG);
        byte[] leafHash = LOG.leafHash(index);
        byte[] root = LOG.root(size);
        assertThat(MerkleTree.verifyInclusion(other, size, leafHash, proof, root)).isFalse();
        assertThat(MerkleTree.verifyInclusion(index, size, LOG.leafHash(other), proof, root))
                .isFalse();
        assertThat(MerkleTree.verifyInclusion(index, size, leafHash, proof, LOG.root(otherSize)))
                .isFalse();
    }

    @Property
    void aChangedInclusionProofIsRefused(
            @ForAll @IntRange(min = 2, max = MAX) int size,
            @ForAll @IntRange(max = MAX - 1) int leaf,
            @ForAll Mutation mutation,
            @ForAll @IntRange(max = 255) int where) {
        int index = leaf % size;
        List<byte[]> proof = mutation.apply(MerkleTree.inclusionProof(index, size, LOG), where);
        assertThat(
                        MerkleTree.verifyInclusion(
                                index, size, LOG.leafHash(index), proof, LOG.root(size)))
                .isFalse();
    }

    @Property
    void aChangedConsistencyProofIsRefused(
            @ForAll @IntRange(min = 1, max = MAX) int first,
            @ForAll @IntRange(min = 1, max = MAX) int second,
            @ForAll Mutation mutation,
            @ForAll @IntRange(max = 255) int where) {
        Assume.that(first != second);
        int from = Math.min(first, second);
        int to = Math.max(first, second);
        List<byte[]> proof = mutation.apply(MerkleTree.consistencyProof(from, to, LOG), where);
        assertThat(MerkleTree.verifyConsistency(from, to, LOG.root(from), LOG.root(to), proof))
                .isFalse();
    }

    @Property
    void aTreeWithOneOtherLeafIsNotConsistent(
            @ForAll @IntRange(min = 1, max = 200) int from,
            @ForAll @IntRange(min = 1, max = 200) int growth,
            @ForAll @IntRange(max = 199) int changed) {
        MemoryLog forged = new MemoryLog();
        for (int i = 0; i < from + growth; i++) {
            forged.append(i == changed % from ? new byte[] {0} : LOG.entry(i));
        }
        List<byte[]> proof = MerkleTree.consistencyProof(from, from + growth, forged);
        assertThat(
                        MerkleTree.verifyConsistency(
                                from, from + growth, LOG.root(from), forged.root(), proof))
                .isFalse();
    }

    enum Mutation {
        FLIP_A_BIT {
            @Override
            void change(List<byte[]> proof, int where) {
                byte[] hash = proof.get(where % proof.size()).clone();
                hash[where % hash.length] ^= (byte) (1 << where % 8);
                proof.set(where % proof.size(), hash);
            }
        },
        DROP_ONE {
            @Override
            void change(List<byte[]> proof, int where) {
                proof.remove(where % proof.size());
            }
        },
        REPEAT_ONE {
            @Override
            void change(List<byte[]> proof, int where) {
                proof.add(where % (proof.size() + 1), proof.get(where % proof.size()));
            }
        },
        APPEND_NOTHING {
            @Override
            void change(List<byte[]> proof, int where) {
                proof.add(new byte[0]);
            }
        },
        SHORTEN_ONE {
            @Override
            void change(List<byte[]> proof, int where) {
                proof.set(where % proof.size(), new byte[31]);
            }
        };

        abstract void change(List<byte[]> proof, int where);

        List<byte[]> apply(List<byte[]> proof, int where) {
            List<byte[]> changed = new ArrayList<>(proof);
            change(changed, where);
            return changed;
        }
    }
}
