package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nl.sluitend.convenant.Convenant.Caps;
import nl.sluitend.convenant.Convenant.CategoryDefinition;
import nl.sluitend.convenant.Convenant.Counts;
import nl.sluitend.convenant.Convenant.Decision;
import nl.sluitend.convenant.Convenant.DecisionKind;
import nl.sluitend.convenant.Convenant.Field;
import nl.sluitend.convenant.Convenant.Informing;
import nl.sluitend.convenant.Convenant.LegalBasis;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.convenant.Convenant.Period;
import nl.sluitend.convenant.Convenant.Purpose;
import nl.sluitend.convenant.Convenant.Retention;
import nl.sluitend.convenant.Convenant.Schedule;
import nl.sluitend.convenant.Convenant.Scope;
import nl.sluitend.convenant.Convenant.Sector;
import nl.sluitend.convenant.Convenant.Validity;
import nl.sluitend.convenant.ConvenantReading.Faulty;
import nl.sluitend.convenant.ConvenantReading.Read;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.party.PartyRole;
import nl.sluitend.problem.FieldError;

/** Reads the content of a convenant: first its form, member by member, then its rules. */
public final class ConvenantReader {

    /** Largest content, in bytes. */
    public static final int MAX_BYTES = 1 << 18;

    private static final int NAME = 200;
    private static final int TEXT = 4000;
    private static final int CODE = 60;

    private ConvenantReader() {}

    /** Reads JSON in any layout; the result carries its canonical form and hash. */
    public static ConvenantReading read(byte[] json) {
        if (json.length > MAX_BYTES) {
            return faulty("at most " + MAX_BYTES + " bytes are expected");
        }
        JsonNode tree;
        try {
            tree = CanonicalJson.parse(json);
        } catch (JsonRefusedException e) {
            return faulty(String.valueOf(e.getMessage()));
        }
        List<FieldError> errors = new ArrayList<>();
        Convenant convenant = convenant(new Members(tree, "", errors), tree);
        if (errors.isEmpty()) {
            errors.addAll(ContentRules.broken(convenant));
        }
        return errors.isEmpty() ? new Read(convenant) : new Faulty(errors);
    }

    private static Faulty faulty(String message) {
        return new Faulty(List.of(new FieldError("", message)));
    }

    private static Convenant convenant(Members members, JsonNode tree) {
        if (!Convenant.SCHEMA_VERSION.equals(members.text("schemaVersion", CODE))) {
            members.error("schemaVersion", "\"" + Convenant.SCHEMA_VERSION + "\" is expected");
        }
        String canonical = new String(CanonicalJson.bytes(tree), StandardCharsets.UTF_8);
        Convenant convenant =
                new Convenant(
                        canonical,
                        Convenant.hash(canonical),
                        members.objects("parties", 2, ConvenantReader::party),
                        members.objects("purposes", 1, ConvenantReader::purpose),
                        members.objects("legalBases", 1, ConvenantReader::legalBasis),
                        members.objects("categories", 1, ConvenantReader::category),
                        members.object("scope", ConvenantReader::scope),
                        members.constants("modes", ExchangeMode.class),
                        members.text("suite", CODE),
                        members.text("keyVersion", CODE),
                        members.constants("matchingKeys", KeyKind.class),
                        members.objects("fields", 0, ConvenantReader::field),
                        members.optionalObject("counts", ConvenantReader::counts),
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
                        members.objects("decisions", 1, ConvenantReader::decision),
                        members.object(
                                "validity", m -> new Validity(m.date("from"), m.date("until"))));
        members.noOthers();
        return convenant;
    }

    private static Party party(Members members) {
        String logKey = members.text("logKey", CODE);
        if (!isPublicKey(logKey)) {
            members.error("logKey", "the 32 bytes of an Ed25519 public key in base64 are expected");
        }
        return new Party(
                members.oin("oin"),
                members.text("name", NAME),
                members.constant("role", PartyRole.class),
                logKey,
                members.optionalHttps("url"));
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
                members.text("law", TEXT));
    }

    private static CategoryDefinition category(Members members) {
        return new CategoryDefinition(
                members.constant("code", Category.class), members.text("definition", TEXT));
    }

    private static Scope scope(Members members) {
        return new Scope(
                members.constant("period", Period.class),
                members.constants("sectors", Sector.class),
                members.constants("categories", Category.class),
                members.optionalTexts("municipalities", NAME));
    }

    private static Field field(Members members) {
        return new Field(members.text("name", CODE), members.oin("from"), members.oin("to"));
    }

    private static Counts counts(Members members) {
        return new Counts(
                members.texts("groups", 1, CODE),
                members.positive("epsilon", 1.0),
                members.whole("runsPerSchoolYear", 1, 2),
                members.whole("minDaysBetween", 60, 366));
    }

    private static Caps caps(Members members) {
        return new Caps(
                members.whole("maxElements", 1, 1_000_000),
                members.whole("maxGrowth", 0, 1_000_000),
                members.whole("minDaysBetweenRuns", 0, 366),
                members.whole("attemptsPerDay", 1, 3));
    }

    private static Decision decision(Members members) {
        return new Decision(
                members.oin("party"),
                members.constant("kind", DecisionKind.class),
                members.text("reference", NAME),
                members.date("date"));
    }
}
