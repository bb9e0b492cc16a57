package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantReader;
import nl.sluitend.convenant.ConvenantReading;
import nl.sluitend.convenant.ConvenantState;
import nl.sluitend.disclosure.LogKeys;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.psi.Role;

/** The convenant of a test vector, read as a node reads it. */
final class VectorConvenant {

    private VectorConvenant() {}

    static VectorParty party(JsonNode input, Role role) {
        return new VectorParty(input, role, agreement(input, role));
    }

    private static Convenant convenant(JsonNode input) {
        return switch (ConvenantReader.read(CanonicalJson.bytes(input.path("convenant")))) {
            case ConvenantReading.Read(Convenant convenant) -> convenant;
            case ConvenantReading.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    /** The convenant as it binds a party of a vector. */
    static Agreement agreement(JsonNode input, Role role) {
        Convenant convenant = convenant(input);
        Oin own = new Oin(input.path(VectorParty.name(role)).path("oin").asText());
        Oin peer = new Oin(input.path(VectorParty.name(role.other())).path("oin").asText());
        byte[] peerKey =
                Base64.getDecoder()
                        .decode(
                                convenant.parties().stream()
                                        .filter(party -> party.oin().equals(peer))
                                        .findFirst()
                                        .orElseThrow()
                                        .logKey());
        return new Agreement(
                convenant,
                ConvenantState.IN_FORCE,
                own,
                peer,
                Suite.find(convenant.suite()).orElseThrow(),
                LogKeys.of(LogName.ofConvenant(peer, convenant.hash()), peerKey));
    }
}
