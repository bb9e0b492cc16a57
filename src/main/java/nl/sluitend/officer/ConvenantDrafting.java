package nl.sluitend.officer;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantForm;
import nl.sluitend.convenant.ConvenantReading;
import nl.sluitend.convenant.ConvenantSteps;
import nl.sluitend.convenant.Finding;
import nl.sluitend.convenant.SchemaCheck;
import nl.sluitend.party.OwnParty;

/** A form that was filled in becomes a draft, or comes back with everything that is wrong. */
@ApplicationScoped
class ConvenantDrafting {

    private final ConvenantSteps steps;
    private final ConvenantFormViews forms;
    private final OwnParty own;

    ConvenantDrafting(ConvenantSteps steps, ConvenantFormViews forms, OwnParty own) {
        this.steps = steps;
        this.forms = forms;
        this.own = own;
    }

    /** What a browser sent: a whole form, or a button that asks for a row more or less. */
    Response answered(
            String address,
            JsonNode blank,
            MultivaluedMap<String, String> answers,
            Visitor visitor) {
        Map<String, String> given = new HashMap<>();
        answers.forEach((name, values) -> given.put(name, String.join("\n", values)));
        JsonNode form = forms.answered(blank, given);
        String button = given.getOrDefault(ConvenantFormViews.ROW, "");
        return button.isEmpty()
                ? taken(address, form, visitor)
                : Response.ok(page(address, forms.changed(form, button), List.of(), visitor))
                        .build();
    }

    /** A draft of this visitor (303), or the form again (400). */
    Response taken(String address, JsonNode form, Visitor visitor) {
        return switch (SchemaCheck.read(ConvenantForm.complete(form))) {
            case ConvenantReading.Read(Convenant convenant) -> {
                String hash =
                        steps.draft(
                                        convenant.canonicalJson().getBytes(StandardCharsets.UTF_8),
                                        Optional.of(visitor.subject()))
                                .convenant()
                                .hash();
                yield Response.seeOther(URI.create("/convenanten/" + hash)).build();
            }
            case ConvenantReading.Faulty(List<Finding> findings) ->
                    Response.status(400).entity(page(address, form, findings, visitor)).build();
        };
    }

    /** The page of a form. */
    TemplateInstance page(String address, JsonNode form, List<Finding> findings, Visitor visitor) {
        return ConvenantPages.Templates.convenantForm(
                own.name(), visitor, forms.form(address, form, findings));
    }
}
