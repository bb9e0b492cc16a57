package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a proof file without any access to the node that made it. */
public final class ProofCheck {

    private ProofCheck() {}

    /**
     * What a proof file proves.
     *
     * @param checkpoint the signed state that holds the entry
     * @param cosignedAt when the witnesses of the policy had cosigned it, if they have
     * @param entry the entry
     * @param openings what its digests, or those of the pupil's own entry, stand for
     */
    public record Proven(
            SignedCheckpoint checkpoint,
            Optional<Instant> cosignedAt,
            LogEntry entry,
            List<Opening> openings) {}

    /**
     * Checks signature, place, inclusion and every opening.
     *
     * @param keys log keys that are known from elsewhere; one of them signed the checkpoint
     * @throws LogVerificationException with the first check that fails
     */
    public static Proven verify(byte[] file, List<VerifierKey> keys, TlogPolicy policy)
            throws LogVerificationException {
        TlogProof proof = TlogProof.parse(file);
        String origin = proof.checkpoint().lines().findFirst().orElse("");
        VerifierKey key =
                keys.stream()
                        .filter(known -> known.name().equals(origin))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new LogVerificationException(
                                                "no key is given for log " + origin));
        Map<?, ?> extra =
                LeafJson.read(
                        proof.extra()
                                .orElseThrow(
                                        () -> new LogVerificationException("no entry in the file")),
                        Map.class);
        byte[] bytes = text(extra, "entry").getBytes(StandardCharsets.UTF_8);
        SignedCheckpoint signed = proof.verify(key, bytes);
        LogEntry entry = LogEntry.parse(bytes);
        entry.requirePlace(LogName.parse(origin), proof.index());
        List<String> digests =
                extra.get("pupil") instanceof Map<?, ?> pupil
                        ? PupilEntry.digestsOf(entry, pupil)
                        : entry.digests();
        return new Proven(
                signed,
                policy.cosignedAt(SignedNote.parse(proof.checkpoint())),
                entry,
                openings(extra.get("openings"), digests));
    }

    private static List<Opening> openings(@Nullable Object encoded, List<String> digests)
            throws LogVerificationException {
        List<Opening> openings = new ArrayList<>();
        if (!(encoded instanceof List<?> list)) {
            throw new LogVerificationException("the openings of a proof file are a list");
        }
        for (Object one : list) {
            Opening opening = Opening.parse(String.valueOf(one));
            if (!digests.contains(opening.digest())) {
                throw new LogVerificationException(
                        "an opening of the file is not of this entry: " + opening.name());
            }
            openings.add(opening);
        }
        return openings;
    }

    static String text(Map<?, ?> members, String name) throws LogVerificationException {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new LogVerificationException("a proof file without " + name);
    }

    static byte[] hash(@Nullable Object base64) throws LogVerificationException {
        try {
            return Base64.getDecoder().decode(String.valueOf(base64));
        } catch (IllegalArgumentException e) {
            throw new LogVerificationException("a hash of a proof file is base64", e);
        }
    }
}
