package nl.sluitend.officer;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.demo.register.DemoParty;

/** What a convenant manager of the RBL fills in: pointer and answer, for the page and the API. */
final class ConvenantAnswers {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private ConvenantAnswers() {}

    /**
     * Everything that a template leaves open.
     *
     * @param mark tells convenants of one template apart
     * @param swv the other party
     * @param logKey of the other party
     */
    static Map<String, String> of(
            ConvenantTemplate template, String mark, DemoParty swv, String logKey) {
        LocalDate today = LocalDate.now(ZONE);
        String before = today.minusDays(30).toString();
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("/drafter/name", "Olga Opsteller");
        answers.put("/parties/1/oin", swv.oin());
        answers.put("/parties/1/name", swv.displayName());
        answers.put("/parties/1/logKey", logKey);
        answers.put("/purposes/0/processingActivity", "https://register.example/" + mark);
        answers.put("/validity/from", today.minusDays(1).toString());
        answers.put("/validity/until", today.plusYears(1).toString());
        for (int i = 0; i < 2; i++) {
            String formal = "/parties/" + i + "/formalities/";
            answers.put(formal + "controller", "Bestuur " + i);
            answers.put(formal + "dpia/date", before);
            answers.put(formal + "dpia/reference", "DPIA " + i);
            answers.put(formal + "fg/name", "FG " + i);
            answers.put(formal + "fg/contact", "fg@example.nl");
            answers.put(formal + "fg/date", before);
            answers.put(formal + "fg/advice", "Akkoord.");
            answers.put(formal + "notice/url", "https://example.nl/");
            answers.put(formal + "notice/published", before);
            answers.put(formal + "host/name", "Bestuur " + i);
            answers.put(formal + "signatory/name", "Tekenaar " + i);
            answers.put(formal + "signatory/mandate", "Mandaat");
            answers.put("/legalBases/" + i + "/statedBy", "Juridische zaken");
            answers.put("/decisions/" + i + "/reference", "Besluit " + i);
            answers.put("/decisions/" + i + "/date", before);
        }
        if (swv == DemoParty.SWV_VO) {
            answers.put("/parties/1/role", swv.name());
            answers.put("/scope/sectors", "VO");
        }
        if (template == ConvenantTemplate.DRIE_PARTIJEN) {
            DemoParty third = swv == DemoParty.SWV_VO ? DemoParty.SWV_PO : DemoParty.SWV_VO;
            answers.put("/fellowParties/0/oin", third.oin());
            answers.put("/fellowParties/0/name", third.displayName());
            answers.put("/fellowParties/0/role", third.name());
        }
        return answers;
    }
}
