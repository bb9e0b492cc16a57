package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import nl.sluitend.demo.register.DemoParty;

/** Hands a party's list to its own node, as its source system does. */
final class ImportStep {

    /**
     * What the node made of a list.
     *
     * @param registrations that the node now has from this list
     * @param changed registrations that were there and are different now
     * @param ended registrations that the list says or shows to be over
     * @param rejected lines that came back
     */
    record Imported(
            DemoParty party,
            int registrations,
            int created,
            int changed,
            int ended,
            int rejected) {}

    private final DemoWorld world;

    ImportStep(DemoWorld world) {
        this.world = world;
    }

    /** Imports the whole list of a day as a snapshot. */
    Imported snapshot(DemoParty party, DemoLists lists) {
        JsonNode report =
                world.node(party)
                        .source()
                        .post(
                                "/v1/registrations/_import?mode=snapshot&profile=generic&date="
                                        + lists.day(),
                                "text/csv; charset=utf-8",
                                BodyPublishers.ofByteArray(lists.file(party)));
        String state = report.path("state").asText();
        if (!state.equals("completed")) {
            throw new DemoFailure(
                    "de import van %s eindigt als %s: %s"
                            .formatted(party.displayName(), state, report.path("reason").asText()));
        }
        JsonNode counts = report.path("counts");
        int created = counts.path("created").asInt();
        int changed = counts.path("changed").asInt();
        return new Imported(
                party,
                created + changed + counts.path("unchanged").asInt(),
                created,
                changed,
                counts.path("ended").asInt(),
                counts.path("refused").asInt());
    }
}
