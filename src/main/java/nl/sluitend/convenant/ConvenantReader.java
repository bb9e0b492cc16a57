package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nl.sluitend.convenant.Convenant.AgeBand;
import nl.sluitend.convenant.Convenant.CategoryDefinition;
import nl.sluitend.convenant.Convenant.Counts;
import nl.sluitend.convenant.Convenant.Field;
import nl.sluitend.convenant.Convenant.Informing;
import nl.sluitend.convenant.Convenant.LegalBasis;
import nl.sluitend.convenant.Convenant.NotEnrolled;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.convenant.Convenant.Period;
import nl.sluitend.convenant.Convenant.Purpose;
import nl.sluitend.convenant.Convenant.Retention;
import nl.sluitend.convenant.Convenant.Schedule;
import nl.sluitend.convenant.Convenant.Scope;
import nl.sluitend.convenant.Convenant.Sector;
import nl.sluitend.convenant.Convenant.SignedText;
import nl.sluitend.convenant.Convenant.Validity;
import nl.sluitend.convenant.ConvenantReading.Faulty;
import nl.sluitend.convenant.ConvenantReading.Read;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.party.PartyRole;

/** Reads the content of a convenant: first its form, member by member, then its rules. */
public final class ConvenantReader {

    /** Largest content, in bytes. */
    public static final int MAX_BYTES = 1 << 18;

    private static final int NAME = 200;
    private static final int TEXT = 4000;
    private static final int CODE = 60;
    private static final int MOST_DAYS_APART = 31;

    private ConvenantReader() {}

    /** Reads JSON in any layout; the result carries its canonical form and hash. */
    public static ConvenantReading read(byte[] json) {
        if (json.length > MAX_BYTES) {
            return faulty(
                    "at most " + MAX_BYTES + " bytes are expected",
                    "Een convenant is hoogstens " + MAX_BYTES + " bytes groot.");
        }
        JsonNode tree;
        try {
            tree = CanonicalJson.parse(json);
        } catch (JsonRefusedException e) {
            return faulty(String.valueOf(e.getMessage()), "De inhoud is niet te lezen als JSON.");
        }
        List<Finding> errors = new ArrayList<>();
        Convenant convenant = convenant(new Members(tree, "", errors), tree);
        if (errors.isEmpty()) {
            errors.addAll(ContentRules.broken(convenant));
        }
        return errors.isEmpty() ? new Read(convenant) : new Faulty(errors);
    }

    private static Faulty faulty(String expectation, String dutch) {
        return new Faulty(List.of(new Finding("", expectation, dutch)));
    }

    private static Convenant convenant(Members members, JsonNode tree) {
        if (!Convenant.SCHEMA_VERSION.equals(members.text("schemaVersion", CODE))) {
            members.error(
                    "schemaVersion",
                    "\"" + Convenant.SCHEMA_VERSION + "\" is expected",
                    "Deze versie van de software leest versie " + Convenant.SCHEMA_VERSION + ".");
        }
        String canonical = new String(CanonicalJson.bytes(tree), StandardCharsets.UTF_8);
        Convenant convenant =
                new Convenant(
                        canonical,
                        Convenant.hash(canonical),
                        members.object("text", ConvenantReader::text),
                        members.optionalHash("predecessor"),
                        members.optionalObject("drafter", FormalitiesReader::drafter),
                        members.object("controllership", FormalitiesReader::controllership),
                        members.objects("parties", 2, ConvenantReader::party),
                        members.objects("fellowParties", 0, FormalitiesReader::fellowParty),
                        members.objects("schoolBoards", 0, FormalitiesReader::schoolBoard),
                        members.objects("safeguards", 0, FormalitiesReader::safeguard),
                        members.objects("purposes", 1, ConvenantReader::purpose),
                        members.objects("legalBases", 1, ConvenantReader::legalBasis),
                        members.objects("specialCategories", 0, ConvenantReader::specialBasis),
                        members.objects("categories", 1, ConvenantReader::category),
                        members.object("scope", ConvenantReader::scope),
                        members.constants("modes", ExchangeMode.class),
                        members.text("suite", CODE),
                        members.text("keyVersion", CODE),
                        members.constants("matchingKeys", KeyKind.class),
                        members.objects("fields", 0, ConvenantReader::field),
                        members.optionalObject("counts", ConvenantReader::counts),
                        members.optionalObject(
                                "oneSided", m -> new Convenant.OneSided(m.oin("asker"))),
                        members.optionalObject("confirmation", ConvenantReader::confirmation),
                        members.object("caps", ConvenantReader::caps),
                        members.optionalObject(
                                "schedule", m -> new Schedule(m.whole("intervalDays", 1, 366))),
                        members.object(
                                "retention",
                                m ->
                                        new Retention(
                                                m.whole("outcomeDays", 1, 1830),
                                                m.whole("logYears", 1, 20))),
                        members.object(
                                "informing",
                                m -> new Informing(m.text("text", TEXT), m.optionalHttps("url"))),
                        members.objects("decisions", 0, FormalitiesReader::decision),
                        members.object(
                                "validity", m -> new Validity(m.date("from"), m.date("until"))));
        members.noOthers();
        return convenant;
    }

    private static SignedText text(Members members) {
        return new SignedText(members.text("template", CODE), members.hash("digest"));
    }

    private static Party party(Members members) {
        String logKey = members.text("logKey", CODE);
        if (!isPublicKey(logKey)) {
            members.error(
                    "logKey",
                    "the 32 bytes of an Ed25519 public key in base64 are expected",
                    "Vul de publieke sleutel van het logboek in, zoals het knooppunt die toont.");
        }
        return new Party(
                members.oin("oin"),
                members.text("name", NAME),
                members.constant("role", PartyRole.class),
                logKey,
                members.optionalHttps("url"),
                members.optionalObject("formalities", FormalitiesReader::formalities));
    }

    private static boolean isPublicKey(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            return key.length == 32 && Base64.getEncoder().encodeToString(key).equals(base64);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Purpose purpose(Members members) {
        return new Purpose(
                members.text("code", CODE),
                members.text("text", TEXT),
                members.https("processingActivity"));
    }

    private static LegalBasis legalBasis(Members members) {
        return new LegalBasis(
                members.oin("party"),
                members.texts("covers", 1, CODE),
                members.text("article", NAME),
                members.text("law", TEXT),
                members.text("statedBy", NAME));
    }

    private static SpecialBasis specialBasis(Members members) {
        return new SpecialBasis(
                members.oin("party"),
                members.constants("covers", Category.class),
                members.text("article", NAME),
                members.text("law", TEXT),
                members.text("statedBy", NAME));
    }

    private static CategoryDefinition category(Members members) {
        return new CategoryDefinition(
                members.constant("code", Category.class),
                members.text("definition", TEXT),
                members.texts("duo", 0, NAME),
                members.texts("local", 0, NAME));
    }

    private static Scope scope(Members members) {
        return new Scope(
                members.constant("period", Period.class),
                members.constants("sectors", Sector.class),
                members.constants("categories", Category.class),
                members.optionalTexts("municipalities", NAME),
                members.optionalConstants("ageBands", AgeBand.class),
                members.optionalConstant("notEnrolled", NotEnrolled.class));
    }

    private static Field field(Members members) {
        return new Field(
                members.text("name", CODE),
                members.oin("from"),
                members.oin("to"),
                members.optionalWhole("withinDays", 0, MOST_DAYS_APART));
    }

    private static Counts counts(Members members) {
        return new Counts(
                members.texts("groups", 1, CODE),
                members.positive("epsilon", 1.0),
                members.whole("runsPerSchoolYear", 1, 2),
                members.whole("minDaysBetween", 60, 366),
                members.whole("minChanged", 0, 1000));
    }

    private static ConfirmationTerms confirmation(Members members) {
        return new ConfirmationTerms(
                members.constant("exact", ConfirmationTerms.Exact.class),
                members.whole("termDays", 1, ConfirmationTerms.MOST_DAYS));
    }

    private static Caps caps(Members members) {
        return new Caps(
                members.whole("maxElements", 1, 1_000_000),
                members.whole("maxGrowthPercent", 0, 1000),
                members.whole("growthFloor", 0, 1_000_000),
                members.whole("maxEvaluated", 1, 100_000_000),
                members.whole("evaluatedDays", 1, 366),
                members.whole("minDaysBetweenRuns", 0, 366),
                members.whole("attemptsPerDay", 1, 3));
    }
}
