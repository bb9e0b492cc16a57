package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that writes, signs and cosigns until it dies at a step that it is told, and says on its
 * output what it would have told others: only what is committed.
 */
public final class LogVictim {

    static final byte[] PEER_SEED = MerkleTree.leafHash(new byte[] {3});
    static final LogName PEER_LOG = LogName.ofConvenant(LogWorkbench.PEER, LogWorkbench.LOG.id());

    private LogVictim() {}

    /** Arguments: URL, key store, password, the step at which to die. */
    public static void main(String[] args) throws Exception {
        int death = Integer.parseInt(args[3]);
        AtomicInteger steps = new AtomicInteger();
        try (LogWorkbench log =
                new LogWorkbench(
                        args[0],
                        Path.of(args[1]),
                        args[2],
                        step -> {
                            if (steps.incrementAndGet() == death) {
                                say("DIED " + step);
                                Runtime.getRuntime().halt(137);
                            }
                        })) {
            for (int round = 0; ; round++) {
                acknowledge(log.append(1 + round % 300, round));
                say(
                        "SIGNED "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                log.sign()
                                                        .note()
                                                        .getBytes(StandardCharsets.UTF_8)));
                acknowledge(log.run(1 + round, round));
                cosign(log);
            }
        }
    }

    private static void acknowledge(List<LogPosition> positions) {
        LogPosition last = positions.getLast();
        say("ACKNOWLEDGED " + last.index() + " " + HexFormat.of().formatHex(last.leafHash()));
    }

    private static void cosign(LogWorkbench log) throws Exception {
        LogSigner peer = new LogSigner(PEER_SEED, PEER_LOG.origin());
        long known = log.witnessedSize(peer.verifierKey());
        int size = (int) known + 3;
        MemoryLog tree = MemoryLog.of(size);
        SignedCheckpoint checkpoint =
                peer.sign(new Checkpoint(PEER_LOG.origin(), size, tree.root()));
        List<byte[]> proof =
                known == 0 ? List.of() : MerkleTree.consistencyProof(known, size, tree);
        WitnessAnswer answer =
                log.cosign(peer.verifierKey(), new AddCheckpoint(known, proof, checkpoint.note()));
        if (answer instanceof WitnessAnswer.Cosigned) {
            say("COSIGNED " + size);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
