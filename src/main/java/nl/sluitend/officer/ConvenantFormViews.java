package nl.sluitend.officer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.sluitend.convenant.Finding;
import nl.sluitend.convenant.FormInputs;
import nl.sluitend.convenant.FormRows;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.OwnParty;

/** The form of a convenant as a page shows it, and as the page sends it back. */
@ApplicationScoped
class ConvenantFormViews {

    /** What a button that adds or takes away a row is called; its value says which. */
    static final String ROW = "rij";

    private static final String ADD = "erbij/";
    private static final String REMOVE = "weg/";
    private static final String COUNT = "rijen/";

    private final KeyRing keys;
    private final OwnParty own;

    ConvenantFormViews(KeyRing keys, OwnParty own) {
        this.keys = keys;
        this.own = own;
    }

    /** The page of a form. */
    public record Form(String address, List<Section> sections, List<Problem> problems) {}

    /**
     * One member of the content.
     *
     * @param name of a member that comes in rows; otherwise empty
     * @param count name of the field that tells how many rows there are
     * @param add value of the button for another row; empty when there can be none
     */
    public record Section(
            String name, String title, String count, String add, List<Group> groups) {}

    /**
     * Questions under one heading.
     *
     * @param remove value of the button that takes the row away; empty when it is no row
     */
    public record Group(String title, String id, String remove, List<Question> questions) {}

    /** A question. */
    public record Question(FormInputs.Input input, String id, String error, List<Choice> choices) {}

    /** Something to choose. */
    public record Choice(String value, String label, boolean chosen) {}

    /** Something wrong, above the form. */
    public record Problem(String id, String text) {}

    /** A blank form with what this node knows of itself. */
    JsonNode start(JsonNode blank) {
        JsonNode form = blank.deepCopy();
        for (JsonNode party : form.path("parties")) {
            boolean us =
                    party.path("oin").asText().isEmpty()
                            && party.path("role").asText().equals(own.role().name());
            if (us && party instanceof ObjectNode ours) {
                ours.put("oin", own.oin().value());
                ours.put("name", own.name());
                ours.put("logKey", Base64.getEncoder().encodeToString(keys.logPublicKey()));
            }
        }
        return form;
    }

    /** The form as it was sent back, with as many rows as the page showed. */
    JsonNode answered(JsonNode blank, Map<String, String> answers) {
        Map<String, Integer> sizes = new HashMap<>();
        for (String name : FormRows.names()) {
            String size = answers.getOrDefault(COUNT + name, "");
            if (size.matches("[0-9]{1,4}")) {
                sizes.put(name, Integer.valueOf(size));
            }
        }
        return FormInputs.filled(FormRows.sized(start(blank), sizes), answers);
    }

    /** The form with a row more or less, as a button of the page asked. */
    JsonNode changed(JsonNode form, String button) {
        if (button.startsWith(ADD)) {
            return FormRows.added(form, button.substring(ADD.length()));
        }
        String[] row = button.split("/", -1);
        return button.startsWith(REMOVE) && row.length == 3 && row[2].matches("[0-9]{1,4}")
                ? FormRows.removed(form, row[1], Integer.parseInt(row[2]))
                : form;
    }

    Form form(String address, JsonNode form, List<Finding> findings) {
        List<FormInputs.Input> inputs = FormInputs.of(form);
        Map<String, List<FormInputs.Input>> members = new LinkedHashMap<>();
        form.properties().forEach(member -> members.put(member.getKey(), new ArrayList<>()));
        inputs.forEach(
                input ->
                        members.computeIfAbsent(top(input.pointer()), _ -> new ArrayList<>())
                                .add(input));
        List<Section> sections = new ArrayList<>();
        members.forEach(
                (name, questions) -> {
                    if (!questions.isEmpty() || FormRows.mayAdd(form, name)) {
                        sections.add(section(form, name, questions, findings));
                    }
                });
        return new Form(
                address,
                sections,
                worthTelling(form, findings)
                        .map(f -> new Problem(target(f.pointer(), inputs), problem(f)))
                        .distinct()
                        .toList());
    }

    /** A party that was chosen is in order; that it has no OIN yet is told where that belongs. */
    private static Stream<Finding> worthTelling(JsonNode form, List<Finding> findings) {
        boolean without =
                findings.stream().anyMatch(f -> f.pointer().matches("/parties/[0-9]+/oin"));
        return findings.stream()
                .filter(
                        f ->
                                !without
                                        || !FormInputs.isParty(f.pointer())
                                        || form.at(f.pointer()).asText().isEmpty());
    }

    private static Section section(
            JsonNode form, String name, List<FormInputs.Input> inputs, List<Finding> findings) {
        boolean rows = FormRows.names().contains(name);
        Map<String, List<Question>> groups = new LinkedHashMap<>();
        inputs.forEach(
                input ->
                        groups.computeIfAbsent(input.group(), _ -> new ArrayList<>())
                                .add(question(input, findings)));
        List<Group> shown = new ArrayList<>();
        groups.forEach(
                (title, questions) ->
                        shown.add(
                                new Group(
                                        title,
                                        "g-" + name + "-" + shown.size(),
                                        rows ? REMOVE + name + "/" + shown.size() : "",
                                        questions)));
        return new Section(
                rows ? name : "",
                FormInputs.group("/" + name),
                rows ? COUNT + name : "",
                rows && FormRows.mayAdd(form, name) ? ADD + name : "",
                shown);
    }

    private static Question question(FormInputs.Input input, List<Finding> findings) {
        return new Question(
                input,
                id(input.pointer()),
                about(input.pointer(), findings),
                input.choices().stream()
                        .map(
                                choice ->
                                        new Choice(
                                                choice.value(),
                                                choice.label(),
                                                input.value()
                                                        .lines()
                                                        .anyMatch(choice.value()::equals)))
                        .toList());
    }

    /** What is wrong, with the heading under which it stands: labels come back under others. */
    static String problem(Finding finding) {
        String group = FormInputs.group(finding.pointer());
        return group.isEmpty() ? finding.dutch() : group + ": " + finding.dutch();
    }

    private static String top(String pointer) {
        return pointer.split("/", -1)[1];
    }

    private static String about(String pointer, List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.pointer().equals(pointer) || f.pointer().startsWith(pointer + "/"))
                .map(Finding::dutch)
                .findFirst()
                .orElse("");
    }

    /** The question that a problem is nearest to. */
    private static String target(String pointer, List<FormInputs.Input> inputs) {
        return inputs.stream()
                .map(FormInputs.Input::pointer)
                .filter(p -> pointer.startsWith(p) || p.startsWith(pointer))
                .findFirst()
                .map(ConvenantFormViews::id)
                .orElse("inhoud");
    }

    private static String id(String pointer) {
        return "v" + pointer.replace('/', '-');
    }
}
