package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.AnswerTerms;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Confirmation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.Verified;

/**
 * What people of both parties of a test vector say to a probable match: the initiator first.
 *
 * @param tag of the pair in the session
 */
record VectorProposal(VectorParty i, VectorParty r, Octets tag) {

    static final String MEMBER = "proposal";

    private AnswerTerms terms(VectorParty party) {
        return new AnswerTerms(
                party.agreement.hash(),
                party.sid,
                tag,
                party.oin(),
                party.agreement.counterpart().value());
    }

    private Octets commitment(VectorParty party) {
        return terms(party).commit(party.answer(), party.answerSalt());
    }

    /** Says every message; gives what the file holds of it besides. */
    ObjectNode play(VectorSession session) {
        for (VectorParty party : List.of(i, r)) {
            byte[] commit =
                    ProposalForms.COMMIT.encode(
                            new AnswerCommit(
                                    party.agreement.hash(),
                                    party.sid,
                                    tag,
                                    commitment(party),
                                    party.answered()));
            session.say("COMMIT", party, 0, commit);
            session.say(
                    "HELD",
                    other(party),
                    0,
                    ProposalForms.HELD.encode(
                            new AnswerHeld(Messages.hash(commit), party.answered())));
        }
        for (VectorParty party : List.of(i, r)) {
            session.say(
                    "OPEN",
                    party,
                    0,
                    ProposalForms.OPEN.encode(
                            new AnswerOpen(
                                    party.agreement.hash(),
                                    party.sid,
                                    tag,
                                    party.answer(),
                                    party.answerSalt(),
                                    commitment(other(party)))));
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("tag", tag.hex());
        boolean match = List.of(i, r).stream().allMatch(p -> p.answer() == Answer.YES);
        out.put("match", match);
        if (match) {
            out.put("casusnummer", Casusnummer.of(i.agreement.hash(), tag).value());
        }
        return out;
    }

    private VectorParty other(VectorParty party) {
        return party == i ? r : i;
    }

    /**
     * Fails unless the receiver of each message accepts it, and both come to what the file says.
     */
    static void check(VectorMessages messages, Offer offerI, Offer offerR)
            throws InvalidMessageException {
        JsonNode said = messages.file().path(MEMBER);
        for (Role role : Role.values()) {
            Offer own = role == Role.INITIATOR ? offerI : offerR;
            var terms =
                    new AnswerTerms(
                            own.convenant(),
                            own.sid(),
                            Octets.ofHex(said.path("tag").asText()),
                            own.sender(),
                            own.receiver());
            assertThat(decision(messages, role, terms)).isEqualTo(said.path("match").asBoolean());
        }
    }

    /** What one party makes of the messages of the other. */
    private static boolean decision(VectorMessages messages, Role role, AnswerTerms terms)
            throws InvalidMessageException {
        Role peer = role.other();
        AnswerCommit ownCommit = messages.read(ProposalForms.COMMIT, "COMMIT", role, 0);
        AnswerOpen ownOpen = messages.read(ProposalForms.OPEN, "OPEN", role, 0);
        AnswerCommit commit = messages.read(ProposalForms.COMMIT, "COMMIT", peer, 0);
        AnswerOpen open = messages.read(ProposalForms.OPEN, "OPEN", peer, 0);
        for (AnswerCommit one : List.of(ownCommit, commit)) {
            requirePair(terms, one.convenant(), one.sid().toString(), one.tag());
        }
        requirePair(terms, open.convenant(), open.sid().toString(), open.tag());
        assertThat(messages.read(ProposalForms.HELD, "HELD", peer, 0).commit())
                .isEqualTo(Messages.hash(messages.payload("COMMIT", role, 0)));
        Confirmation given =
                Confirmation.begin(terms).answer(ownOpen.answer(), ownOpen.salt()).withHeld();
        assertThat(given.own()).contains(ownCommit.commitment());
        Confirmation both = accepted(given.commits(commit.commitment()));
        assertThat(both.mayOpen()).isTrue();
        return accepted(both.opens(open.answer(), open.salt(), open.commitment()))
                .decision()
                .orElseThrow();
    }

    private static void requirePair(AnswerTerms terms, String convenant, String sid, Octets tag) {
        assertThat(convenant).isEqualTo(terms.convenant());
        assertThat(sid).isEqualTo(terms.sid().toString());
        assertThat(tag).isEqualTo(terms.tag());
    }

    private static Confirmation accepted(Verified<Confirmation> checked) {
        return switch (checked) {
            case Verified.Accepted<Confirmation>(Confirmation value) -> value;
            case Verified.Refused<Confirmation> refused -> throw new AssertionError(refused);
        };
    }
}
