package nl.sluitend.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a simulation, for the terminal.
 *
 * @param answer of {@code POST /v1/convenants/_simulate}
 */
record SimulationReport(JsonNode answer) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("convenant " + answer.path("hash").asText());
        lines.add(
                "reference date %s, period %s, runs %d"
                        .formatted(
                                answer.path("referenceDate").asText(),
                                answer.path("from").isTextual()
                                        ? answer.path("from").asText()
                                                + " to "
                                                + answer.path("until").asText()
                                        : "any",
                                answer.path("runs").asInt()));
        lines.add("");
        lines.add("pupils in scope");
        answer.path("categories")
                .properties()
                .forEach(one -> lines.add(row(one.getKey(), one.getValue().asText())));
        for (JsonNode lane : answer.path("lanes")) {
            String key = lane.path("matchingKey").asText();
            lines.add(row("with " + key, lane.path("pupils").asText()));
            lane.path("leftOut")
                    .properties()
                    .forEach(
                            one ->
                                    lines.add(
                                            row(
                                                    "left out, " + key + ", " + one.getKey(),
                                                    one.getValue().asText())));
        }
        lines.add("");
        lines.add(
                "fields for each match: leaving "
                        + names("leaving")
                        + "; coming "
                        + names("coming"));
        lines.add("");
        refusals(lines);
        lines.add("");
        lines.add("what one run costs");
        for (JsonNode cost : answer.path("costs")) {
            lines.add(cost(cost));
        }
        more(lines, "missing before signing", "missing");
        more(lines, "warnings", "warnings");
        return lines;
    }

    private void refusals(List<String> lines) {
        List<String> refused = new ArrayList<>();
        for (JsonNode lane : answer.path("lanes")) {
            lane.path("refusals")
                    .properties()
                    .forEach(
                            one ->
                                    refused.add(
                                            row(
                                                    one.getKey()
                                                            + ", "
                                                            + lane.path("matchingKey").asText(),
                                                    "%s time(s): %s"
                                                            .formatted(
                                                                    one.getValue()
                                                                            .path("times")
                                                                            .asText(),
                                                                    one.getValue()
                                                                            .path("detail")
                                                                            .asText()))));
        }
        lines.add(refused.isEmpty() ? "no rule would refuse" : "refusals by rule");
        lines.addAll(refused);
    }

    private static String cost(JsonNode cost) {
        String text =
                "%s points, %s bytes"
                        .formatted(cost.path("elements").asText(), cost.path("octets").asText());
        if (cost.path("epsilon").isNumber()) {
            text += ", privacy loss " + cost.path("epsilon").asText();
        }
        if (cost.path("countsLeft").isNumber()) {
            text += ", counts left this school year " + cost.path("countsLeft").asText();
        }
        return row(cost.path("mode").asText() + ", " + cost.path("matchingKey").asText(), text);
    }

    private void more(List<String> lines, String title, String member) {
        if (!answer.path(member).isEmpty()) {
            lines.add("");
            lines.add(title);
            for (JsonNode one : answer.path(member)) {
                lines.add(
                        "  "
                                + (one.isTextual()
                                        ? one.asText()
                                        : one.path("field").asText()
                                                + ": "
                                                + one.path("message").asText()));
            }
        }
    }

    private String names(String member) {
        String names =
                answer.path(member)
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private static String row(String name, String value) {
        return "  %-44s %s".formatted(name, value);
    }
}
