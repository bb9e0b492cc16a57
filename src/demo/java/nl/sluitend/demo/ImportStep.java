package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import nl.sluitend.demo.DemoLists.ListFile;
import nl.sluitend.demo.register.DemoParty;

/** Hands a party's lists to its own node, as its source system does. */
final class ImportStep {

    /**
     * What the node made of a party's lists.
     *
     * @param registrations that the node now has from these lists
     * @param changed registrations that were there and are different now
     * @param ended registrations that the lists say or show to be over
     * @param rejected lines that came back
     * @param leftOut lines that are no registration of a thuiszitter
     */
    record Imported(
            DemoParty party,
            int registrations,
            int created,
            int changed,
            int ended,
            int rejected,
            int leftOut) {

        private Imported plus(Imported other) {
            return new Imported(
                    party,
                    registrations + other.registrations,
                    created + other.created,
                    changed + other.changed,
                    ended + other.ended,
                    rejected + other.rejected,
                    leftOut + other.leftOut);
        }
    }

    private final DemoWorld world;

    ImportStep(DemoWorld world) {
        this.world = world;
    }

    /** Imports all lists of a day, each as a snapshot. */
    Imported snapshots(DemoParty party, DemoLists lists) {
        return lists.files(party).stream()
                .map(file -> snapshot(party, file, lists.day()))
                .reduce(Imported::plus)
                .orElseThrow();
    }

    /** Imports one list as a snapshot. */
    Imported snapshot(DemoParty party, ListFile file, LocalDate day) {
        JsonNode report =
                world.node(party)
                        .source()
                        .post(
                                "/v1/registrations/_import?mode=snapshot&profile=%s&date=%s"
                                        .formatted(file.profile(), day),
                                "text/csv; charset=utf-8",
                                BodyPublishers.ofByteArray(file.content()));
        String state = report.path("state").asText();
        if (!state.equals("completed")) {
            throw new DemoFailure(
                    "de import van %s eindigt als %s: %s"
                            .formatted(party.displayName(), state, report.path("reason").asText()));
        }
        JsonNode counts = report.path("counts");
        int created = counts.path("created").asInt();
        int changed = counts.path("changed").asInt();
        int leftOut = 0;
        for (JsonNode because : counts.path("leftOut")) {
            leftOut += because.asInt();
        }
        return new Imported(
                party,
                created + changed + counts.path("unchanged").asInt(),
                created,
                changed,
                counts.path("ended").asInt(),
                counts.path("refused").asInt(),
                leftOut);
    }
}
