package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One whole session in memory, to read from top to bottom. */
class MatchExampleTest {

    @Test
    void bothPartiesLearnWhichOfTheirOwnPupilsTheOtherHasToo() {
        var rbl = new Party(Role.INITIATOR, List.of("anna", "bram", "chris", "daan"));
        var swv = new Party(Role.RESPONDER, List.of("daan", "emma", "bram"));

        // 1. Offers: each commits to its list, bound to both parties.
        Offer offerI = rbl.offer(Optional.empty());
        byte[] octetsI = Party.octets(offerI);
        assertThat(OfferCheck.incoming(Party.GROUP, offerI, Role.INITIATOR, swv.context()))
                .isEmpty();
        Offer offerR = swv.offer(Optional.of(Offer.hash(octetsI)));
        assertThat(OfferCheck.incoming(Party.GROUP, offerR, Role.RESPONDER, rbl.context()))
                .isEmpty();
        assertThat(OfferCheck.answer(offerI, octetsI, offerR, Party.TERMS)).isEmpty();
        Octets offersHash = Offer.pairHash(octetsI, Party.octets(offerR));

        // 2. Elements: the whole list of each opens before anything is evaluated.
        List<Elements> listI = receive(swv, rbl, offerI, offersHash);
        List<Elements> listR = receive(rbl, swv, offerR, offersHash);

        // 3. Exposure leaves, in each party's own log.
        Octets exposureI = ListRoot.leafHash("leaf I".getBytes(StandardCharsets.UTF_8));
        Octets exposureR = ListRoot.leafHash("leaf R".getBytes(StandardCharsets.UTF_8));

        // 4. Evaluated rounds in lockstep, the initiator first.
        var headersI = new ArrayList<Octets>();
        var headersR = new ArrayList<Octets>();
        var evaluatedForR = new ArrayList<Elements>();
        var evaluatedForI = new ArrayList<Elements>();
        for (int j = 0; j < Party.TERMS.rounds(); j++) {
            evaluatedForR.add(round(rbl, swv, offersHash, j, listR.get(j), headersI));
            evaluatedForI.add(round(swv, rbl, offersHash, j, listI.get(j), headersR));
        }

        // 5. Results: same transcript, same tags.
        Octets transcript =
                new Transcript(
                                offersHash,
                                rbl.list.salt(),
                                swv.list.salt(),
                                exposureI,
                                exposureR,
                                headersI,
                                headersR)
                        .hash();
        List<Octets> tagsOfI = tags(offersHash, evaluatedForI);
        List<Octets> tagsOfR = tags(offersHash, evaluatedForR);
        List<Tags.Match> seenByI = Tags.intersect(tagsOfI, tagsOfR);
        List<Tags.Match> seenByR = Tags.intersect(tagsOfR, tagsOfI);
        var resultI = result(transcript, rbl, seenByI);
        var resultR = result(transcript, swv, seenByR);
        assertThat(ResultCheck.result(resultI, transcript, rbl.oin, seenByR)).isEmpty();
        assertThat(ResultCheck.result(resultR, transcript, swv.oin, seenByI)).isEmpty();

        // 6. Receipts: from here on neither can break off.
        Octets hashI = Offer.hash(Party.octets(resultI));
        Octets hashR = Offer.hash(Party.octets(resultR));
        var receipt = new Receipt(transcript, hashI, hashR, Receipt.AGREED, "checkpoint");
        assertThat(ResultCheck.receipt(receipt, transcript, hashI, hashR)).isEmpty();

        assertThat(seenByI.stream().map(rbl::pupil)).containsExactlyInAnyOrder("bram", "daan");
        assertThat(seenByR.stream().map(swv::pupil)).containsExactlyInAnyOrder("bram", "daan");
        assertThat(seenByI.stream().map(m -> rbl.pupil(m) + Casusnummer.of("c0ffee", m.tag())))
                .containsExactlyElementsOf(
                        seenByR.stream()
                                .map(m -> swv.pupil(m) + Casusnummer.of("c0ffee", m.tag()))
                                .toList());
    }

    private static List<Elements> receive(
            Party receiver, Party sender, Offer offer, Octets offersHash) {
        var check = new ElementsCheck(offer, offersHash, Party.TERMS.rounds());
        ElementsHeader header = sender.elementsHeader(offersHash);
        assertThat(check.header(header)).isEmpty();
        var received = new ArrayList<Elements>();
        Optional<Octets> previous = Optional.empty();
        for (int j = 0; j < Party.TERMS.rounds(); j++) {
            byte[] octets = sender.chunks().get(j).flat();
            Verified<Elements> verified =
                    check.chunk(
                            Party.GROUP,
                            header,
                            j,
                            octets,
                            previous,
                            receiver.list.batch().elements());
            assertThat(verified).isInstanceOf(Verified.Accepted.class);
            Elements chunk = ((Verified.Accepted<Elements>) verified).value();
            received.add(chunk);
            if (!chunk.isEmpty()) {
                previous = Optional.of(chunk.get(chunk.size() - 1));
            }
        }
        return received;
    }

    private static Elements round(
            Party prover,
            Party verifier,
            Octets offersHash,
            int j,
            Elements chunk,
            List<Octets> headers) {
        Evaluation evaluation = prover.evaluate(offersHash, j, chunk);
        var header =
                new EvaluatedHeader(
                        offersHash,
                        j,
                        EvaluatedHeader.digest(evaluation.points(), evaluation.proof()));
        assertThat(evaluation.checkHeader(header, offersHash, j)).isEmpty();
        assertThat(
                        evaluation.check(
                                Party.GROUP,
                                prover.list.publicKey(),
                                new ProofContext(
                                        Party.SUITE, offersHash, verifier.peer, Party.TERMS.lane()),
                                j,
                                verifier.chunks().get(j)))
                .isEmpty();
        headers.add(Octets.of(Party.octets(header)));
        return evaluation.points();
    }

    private static List<Octets> tags(Octets offersHash, List<Elements> evaluated) {
        return Tags.of(offersHash, Party.TERMS.lane(), Elements.join(Party.SUITE, evaluated));
    }

    private static Result result(Octets transcript, Party party, List<Tags.Match> matches) {
        return new Result(
                transcript, matches.size(), Tags.resultTag(transcript, party.oin, matches));
    }
}
