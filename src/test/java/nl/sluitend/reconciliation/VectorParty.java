package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.PreparedList;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SecondEngine;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.SessionScalar;
import nl.sluitend.psi.Terms;

/** One party of a test vector: the code of a node, over secrets that stand in the file. */
final class VectorParty {

    final Role role;
    final Agreement agreement;
    final Terms terms;
    final UUID sid;
    final Group group;
    final ScriptedLog log;
    private final JsonNode input;
    private final JsonNode secrets;
    private SessionList frozen = SessionList.plain(List.of());
    private List<Octets> salts = List.of();
    private Optional<PreparedList> prepared = Optional.empty();

    VectorParty(JsonNode input, Role role, Agreement agreement) {
        this.role = role;
        this.agreement = agreement;
        this.input = input;
        this.secrets = input.path(name(role));
        this.sid = UUID.fromString(input.path("sid").asText());
        this.terms =
                agreement.terms(
                        agreement.mode(input.path("mode").asText()).orElseThrow(),
                        input.path("lane").asText());
        this.group = Group.of(agreement.suite());
        this.log =
                new ScriptedLog(
                        new ScriptedLog.Owner(
                                agreement.own(),
                                agreement.counterpart(),
                                octets("logSeed"),
                                agreement.ownBasis(terms.lane())),
                        agreement.hash(),
                        Clock.fixed(moment("issued"), ZoneOffset.UTC));
    }

    /** As the file names a party. */
    static String name(Role role) {
        return role == Role.INITIATOR ? "initiator" : "responder";
    }

    String oin() {
        return agreement.own().value();
    }

    private Octets octets(String name) {
        return Octets.ofHex(secrets.path(name).asText());
    }

    private Instant moment(String name) {
        return Instant.parse(input.path(name).asText());
    }

    private Scalar rho() {
        return Scalar.decode(agreement.suite(), octets("rho").toByteArray());
    }

    Scalar k() {
        return SessionScalar.derive(
                group,
                octets("seed").toByteArray(),
                sid,
                terms,
                oin(),
                agreement.counterpart().value(),
                list().listRoot());
    }

    /** k/ρ. */
    Scalar s() {
        try (Scalar rho = rho();
                Scalar inverse = rho.inverse();
                Scalar k = k()) {
            return k.times(inverse);
        }
    }

    VectorRandom drawn(String label) {
        return VectorRandom.sequence(octets("fresh"), label);
    }

    PreparedList list() {
        return prepared.orElseThrow();
    }

    SessionList frozen() {
        return frozen;
    }

    List<Octets> salts() {
        return salts;
    }

    Octets seed() {
        return octets("seed");
    }

    List<VectorPupil> pupils() {
        return secrets.path("pupils")
                .valueStream()
                .map(pupil -> new VectorPupil(pupil, terms.lane()))
                .toList();
    }

    /** T of a pupil. */
    Octets pointOf(VectorPupil pupil) {
        try (Scalar rho = rho()) {
            return Octets.of(
                    group.hashMultiply(rho, Mode.VOPRF, List.of(pupil.key().toByteArray())));
        }
    }

    /** Whether results of this lane say who was in the PGN lane of the run. */
    boolean comesAfterPgn() {
        return agreement.lanes().contains(LaneBits.LANE) && !terms.lane().equals(LaneBits.LANE);
    }

    /** Whether people confirm the pairs of this lane. */
    boolean asksPeople() {
        return KeyKind.valueOf(terms.lane()).isPartial();
    }

    /** What its people say to the probable match. */
    Answer answer() {
        return Answer.valueOf(secrets.path("answer").asText());
    }

    Octets answerSalt() {
        return octets("answerSalt");
    }

    Instant answered() {
        return moment("answered");
    }

    /**
     * Freezes, fills up and masks the list.
     *
     * @param groups of the counter; counts for the responder of a count alone
     */
    void prepare(int groups) throws RefusedException, InvalidElementException {
        List<OwnList.Pupil> own =
                pupils().stream()
                        .map(pupil -> new OwnList.Pupil(pointOf(pupil), List.of(), pupil.ageBand()))
                        .toList();
        frozen =
                switch (terms.mode()) {
                    case SessionMode.Mutual _, SessionMode.OneSided _ -> SessionList.plain(own);
                    case SessionMode.Counts counts ->
                            role == Role.INITIATOR
                                    ? SessionList.counting(own, terms.suite(), drawn("list"))
                                    : SessionList.counted(
                                            own,
                                            counts,
                                            groups,
                                            terms.suite(),
                                            seed().toByteArray(),
                                            drawn("list"));
                };
        var source = drawn("salts");
        salts =
                Stream.generate(
                                () -> {
                                    var salt = new byte[32];
                                    source.nextBytes(salt);
                                    return Octets.of(salt);
                                })
                        .limit(frozen.pupils().size())
                        .toList();
        try (Scalar rho = rho()) {
            prepared =
                    Optional.of(
                            PreparedList.prepare(
                                    group,
                                    SecondEngine.of(terms.suite()),
                                    sid,
                                    terms,
                                    oin(),
                                    agreement.counterpart().value(),
                                    frozen.frozen(terms.suite(), salts),
                                    seed().toByteArray(),
                                    rho,
                                    VectorRandom.always(octets("fresh"))));
        }
    }

    Chunking chunking() {
        return new Chunking(terms.rounds(), frozen.sections());
    }

    List<Elements> chunks() {
        return chunking().cut(list().batch().elements());
    }

    Offer offer(Optional<Octets> offerHash) {
        return new Offer(
                Offer.VERSION,
                sid,
                role,
                oin(),
                agreement.counterpart().value(),
                agreement.hash(),
                input.path("purpose").asText(),
                terms.mode().name(),
                terms.lane(),
                terms.suite().identifier(),
                terms.keyVersion(),
                input.path("refDate").asText(),
                list().batch().elements().size(),
                secrets.path("added").asInt(),
                secrets.path("removed").asInt(),
                list().publicKey(),
                list().commitment(),
                list().listRoot(),
                list().proof().hash(),
                octets("nonce"),
                Optional.ofNullable(secrets.path("previousReceipt").textValue()).map(Octets::ofHex),
                moment("issued"),
                moment("expires"),
                offerHash,
                terms.mode() instanceof SessionMode.Counts && role == Role.INITIATOR
                        ? Optional.of(new Offer.Counting(frozen.sections(), Optional.empty()))
                        : Optional.empty());
    }

    /** The log of this party: that the session began, and that its list becomes comparable. */
    Exposed expose(Octets offersHash) {
        Map<String, Object> detail = new TreeMap<>();
        detail.put("mode", terms.mode().name());
        detail.put("lane", terms.lane());
        detail.put("role", role.name());
        log.keep(leaf(LeafKind.SESSION_OPEN, detail));
        detail.put("offersHash", offersHash.base64Url());
        detail.put("listRoot", list().listRoot().base64Url());
        detail.put("n", list().batch().elements().size());
        boolean sendsOnly = terms.mode() instanceof SessionMode.Answered && role == Role.INITIATOR;
        byte[] leaf = leaf(sendsOnly ? LeafKind.SENDING : LeafKind.EXPOSURE, detail);
        Exposed exposed = log.exposed(offersHash, leaf);
        log.keep(leaf);
        return new Exposed(
                exposed.offersHash(),
                exposed.leaf(),
                exposed.index(),
                exposed.inclusionProof(),
                exposed.checkpoint(),
                List.of());
    }

    private byte[] leaf(LeafKind kind, Map<String, Object> detail) {
        return log.leaf(kind, sid, input.path("purpose").asText(), detail);
    }

    ProofContext context(Octets offersHash) {
        return new ProofContext(terms.suite(), offersHash, oin(), terms.lane());
    }

    Evaluation evaluate(Octets offersHash, int j, Elements chunk) {
        try (Scalar k = k()) {
            return Evaluation.evaluate(
                    group,
                    SecondEngine.of(terms.suite()),
                    k,
                    list().publicKey(),
                    context(offersHash),
                    j,
                    chunk,
                    VectorRandom.always(octets("fresh")));
        }
    }
}
