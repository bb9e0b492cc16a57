package nl.sluitend.node;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.disclosure.Opening;
import nl.sluitend.disclosure.ProofCheck;
import nl.sluitend.disclosure.TlogPolicy;
import nl.sluitend.disclosure.VerifierKey;
import nl.sluitend.subject.ReportFile;
import org.jspecify.annotations.Nullable;

/**
 * {@code verify-log --proof}: what a proof file or an access report shows, without access to any
 * node.
 */
final class VerifyProof {

    private final PrintStream out;

    VerifyProof(PrintStream out) {
        this.out = out;
    }

    /**
     * Checks a proof file, or every proof of an access report.
     *
     * @return 0 when all is proven, else 1
     */
    int run(String file, List<VerifierKey> keys, @Nullable TlogPolicy policy)
            throws UsageException {
        if (keys.isEmpty()) {
            throw new UsageException("--proof needs --vkeys or --policy with the key of the log");
        }
        if (!ReportFile.claims(file)) {
            return verify(file, keys, policy);
        }
        List<String> proofs;
        try {
            proofs = ReportFile.proofs(file);
        } catch (IllegalArgumentException e) {
            out.println("NOT PROVEN: " + e.getMessage());
            return 1;
        }
        int failed = 0;
        for (String proof : proofs) {
            failed += verify(proof, keys, policy);
        }
        out.println(
                "access report: %d of %d entries proven"
                        .formatted(proofs.size() - failed, proofs.size()));
        return failed == 0 ? 0 : 1;
    }

    private int verify(String file, List<VerifierKey> keys, @Nullable TlogPolicy policy) {
        try {
            ProofCheck.Proven proven =
                    ProofCheck.verify(
                            file.getBytes(StandardCharsets.UTF_8),
                            keys,
                            policy == null ? TlogPolicy.none() : policy);
            out.println("proven: entry " + proven.entry().seq() + " stands in");
            out.println("  " + proven.checkpoint().checkpoint());
            boolean asked = policy != null && !policy.asksForNone();
            out.println(
                    proven.cosignedAt()
                            .map(time -> "  cosigned by the witnesses of the policy at " + time)
                            .orElse(
                                    asked
                                            ? "  NOT COSIGNED by the witnesses that the policy asks for"
                                            : "  cosignatures were not asked for"));
            out.println("  " + proven.entry().json());
            for (Opening opening : proven.openings()) {
                out.println("  " + opening.name() + ": " + opening.value());
            }
            return asked && proven.cosignedAt().isEmpty() ? 1 : 0;
        } catch (LogVerificationException e) {
            out.println("NOT PROVEN: " + e.getMessage());
            return 1;
        }
    }
}
