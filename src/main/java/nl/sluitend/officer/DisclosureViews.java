package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.sluitend.disclosure.Checkpoint;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.DisclosurePage;
import nl.sluitend.disclosure.Disclosures;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogStates;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.disclosure.Opening;
import nl.sluitend.disclosure.SignedCheckpoint;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.OwnParty;
import org.jspecify.annotations.Nullable;

/** Puts what the log holds into the words and the shape of the pages. */
@Singleton
final class DisclosureViews {

    private final OwnParty own;
    private final Counterparties counterparties;
    private final DisclosureLog disclosureLog;
    private final PurposeTexts purposes;
    private final LogStates states;
    private final Clock clock;

    DisclosureViews(
            OwnParty own,
            Counterparties counterparties,
            DisclosureLog disclosureLog,
            PurposeTexts purposes,
            LogStates states,
            Clock clock) {
        this.states = states;
        this.clock = clock;
        this.own = own;
        this.counterparties = counterparties;
        this.disclosureLog = disclosureLog;
        this.purposes = purposes;
    }

    /** A choice in a list. */
    public record Choice(String value, String label, boolean chosen) {}

    /** A row of the list. */
    public record Row(
            String address,
            String moment,
            String kind,
            String sender,
            String receiver,
            String purpose,
            String convenant) {}

    /** How many rows there are of one kind. */
    public record Count(String kind, long number) {}

    /** The list and what stands above it. */
    public record Listing(
            DisclosureSearch search,
            Map<String, String> errors,
            List<Choice> convenants,
            List<Choice> parties,
            List<Choice> kinds,
            List<Row> rows,
            List<Count> counts,
            long total,
            @Nullable String next) {

        /** Whether what was filled in cannot be understood. */
        public boolean refused() {
            return !errors.isEmpty();
        }
    }

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /** One entry, opened. */
    public record Opened(
            String title,
            String explanation,
            List<Fact> facts,
            List<Fact> members,
            List<Fact> personal,
            boolean erased,
            String checked,
            List<Fact> proof,
            String proofAddress,
            String checkpoint,
            String json) {}

    Listing listing(
            DisclosureSearch search, Map<String, String> errors, Optional<DisclosurePage> page) {
        List<Row> rows =
                page.map(DisclosurePage::found).orElse(List.of()).stream().map(this::row).toList();
        List<Count> counts =
                page.map(DisclosurePage::counts).orElse(Map.of()).entrySet().stream()
                        .map(
                                count ->
                                        new Count(
                                                DisclosureTexts.name(count.getKey()),
                                                count.getValue()))
                        .toList();
        return new Listing(
                search,
                errors,
                convenants(search.convenant()),
                parties(search.party()),
                kinds(search.kind()),
                rows,
                counts,
                page.map(DisclosurePage::total).orElse(0L),
                page.flatMap(DisclosurePage::next).orElse(null));
    }

    Opened opened(Disclosures.Detail detail) throws LogVerificationException {
        LogEntry entry = detail.entry();
        String receiver = name(entry.receiver());
        Checkpoint checkpoint =
                SignedCheckpoint.open(
                                disclosureLog.verifierKey(detail.log()),
                                detail.proof().checkpoint())
                        .checkpoint();
        return new Opened(
                DisclosureTexts.name(entry.kind()),
                DisclosureTexts.explanation(entry.kind(), name(entry.sender()), receiver),
                facts(entry, receiver),
                members(entry.detail()),
                personal(detail.openings()),
                detail.erased(),
                DisclosureTexts.moment(clock.instant()),
                proof(detail.log(), entry.seq(), checkpoint),
                "/privacy/verstrekkingen/%s/%d/bewijs".formatted(detail.log().id(), entry.seq()),
                detail.proof().checkpoint(),
                entry.json());
    }

    private List<Fact> proof(LogName log, long index, Checkpoint checkpoint) {
        List<Fact> proof = new ArrayList<>();
        proof.add(new Fact("Logboek", logTitle(log)));
        proof.add(new Fact("Naam van het logboek", log.origin()));
        proof.add(new Fact("Plaats in het logboek", "regel " + (index + 1)));
        proof.add(new Fact("Regels in het logboek", Long.toString(checkpoint.size())));
        List<LogStates.Followed> witnesses = states.followed(log);
        if (witnesses.isEmpty()) {
            proof.add(new Fact("Meeondertekend door", "niemand: dit logboek heeft geen getuige"));
        }
        for (LogStates.Followed witness : witnesses) {
            proof.add(
                    new Fact(
                            "Meeondertekend door",
                            "%s: %s"
                                    .formatted(
                                            IntegrityViews.witness(witness),
                                            covers(witness, index))));
        }
        return proof;
    }

    private static String covers(LogStates.Followed witness, long index) {
        return witness.at()
                .filter(at -> witness.size() > index)
                .map(at -> "ja, voor het laatst op " + DisclosureTexts.moment(at))
                .orElse("nog niet; dat gebeurt gewoonlijk binnen een minuut na een afstemming");
    }

    private Row row(DisclosurePage.Found found) {
        LogEntry entry = found.entry();
        return new Row(
                "/privacy/verstrekkingen/%s/%d".formatted(found.log().id(), entry.seq()),
                DisclosureTexts.shortMoment(entry.logged()),
                DisclosureTexts.name(entry.kind()),
                name(entry.sender()),
                name(entry.receiver()),
                entry.purpose(),
                entry.convenantHash() == null
                        ? ""
                        : DisclosureTexts.shortHash(entry.convenantHash()));
    }

    private List<Fact> facts(LogEntry entry, String receiver) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Gebeurd op", DisclosureTexts.moment(entry.time())));
        facts.add(new Fact("Vastgelegd op", DisclosureTexts.moment(entry.logged())));
        facts.add(new Fact("Van", named(entry.sender())));
        if (!receiver.isEmpty() && entry.receiver() != null) {
            facts.add(new Fact("Aan", named(entry.receiver())));
        }
        facts.add(new Fact("Doel", purposes.of(entry)));
        facts.add(new Fact("Grondslag", entry.legalBasis()));
        if (entry.convenantHash() != null) {
            facts.add(new Fact("Convenant", entry.convenantHash()));
        }
        if (entry.exchangeId() != null) {
            facts.add(new Fact("Sessie", entry.exchangeId()));
        }
        facts.add(new Fact("Verwerkingsactiviteit", entry.processingActivity().toString()));
        return facts;
    }

    private static List<Fact> members(Map<String, Object> members) {
        return new TreeMap<>(members)
                .entrySet().stream()
                        .map(
                                member ->
                                        new Fact(
                                                DisclosureTexts.member(member.getKey()),
                                                DisclosureTexts.value(
                                                        member.getKey(), member.getValue())))
                        .toList();
    }

    private static List<Fact> personal(List<Opening> openings) {
        return openings.stream()
                .map(
                        opening ->
                                new Fact(
                                        DisclosureTexts.member(opening.name()),
                                        DisclosureTexts.value(opening.name(), opening.value())))
                .toList();
    }

    private List<Choice> convenants(String chosen) {
        return disclosureLog.logs().stream()
                .flatMap(log -> log.convenantHash().stream())
                .map(
                        hash ->
                                new Choice(
                                        hash,
                                        "Convenant " + DisclosureTexts.shortHash(hash),
                                        hash.equals(chosen)))
                .toList();
    }

    private List<Choice> parties(String chosen) {
        return counterparties.list().stream()
                .map(
                        party ->
                                new Choice(
                                        party.oin().value(),
                                        party.name(),
                                        party.oin().value().equals(chosen)))
                .toList();
    }

    private static List<Choice> kinds(String chosen) {
        List<Choice> kinds = new ArrayList<>();
        kinds.add(new Choice("", "Alles behalve raadplegingen", chosen.isEmpty()));
        kinds.add(
                new Choice(
                        DisclosureSearch.EVERYTHING,
                        "Alles",
                        chosen.equals(DisclosureSearch.EVERYTHING)));
        Arrays.stream(LeafKind.values())
                .map(
                        kind ->
                                new Choice(
                                        kind.wireName(),
                                        DisclosureTexts.name(kind),
                                        kind.wireName().equals(chosen)))
                .forEach(kinds::add);
        return kinds;
    }

    private static String logTitle(LogName log) {
        return log.convenantHash()
                .map(hash -> "Logboek van convenant " + DisclosureTexts.shortHash(hash))
                .orElse("Logboek van dit knooppunt");
    }

    private String named(Oin oin) {
        return "%s (OIN %s)".formatted(name(oin), oin.value());
    }

    private String name(@Nullable Oin oin) {
        if (oin == null) {
            return "";
        }
        return oin.equals(own.oin())
                ? own.name()
                : counterparties
                        .find(oin)
                        .map(Counterparty::name)
                        .orElse("Organisatie " + oin.value());
    }
}
