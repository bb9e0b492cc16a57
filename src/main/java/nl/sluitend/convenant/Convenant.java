package nl.sluitend.convenant;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.PartyRole;

/**
 * The content of a convenant: what two parties agreed, immutable, identified by its hash. Made by
 * {@link ConvenantReader} alone from JSON that has passed every check.
 *
 * @param canonicalJson the content in RFC 8785 form: the text that is hashed, signed and sent
 * @param hash SHA-256 of that text in UTF-8, 64 lower-case hexadecimal digits
 * @param predecessor hash of the convenant that this one replaces
 * @param drafter who drew it up; must be named before it can come into force
 * @param fellowParties other nodes that sign the same text, each in a convenant of its own
 * @param schoolBoards parties to the text without a node
 * @param specialCategories the exceptions of AVG art. 9 that the parties name
 * @param suite identifier of RFC 9497
 * @param keyVersion version of the normalisation behind the matching keys
 * @param matchingKeys the lanes, strongest first
 * @param confirmation what people have to confirm, and until when; what is usual if it says nothing
 */
public record Convenant(
        String canonicalJson,
        String hash,
        SignedText text,
        Optional<String> predecessor,
        Optional<Formalities.Drafter> drafter,
        Formalities.Controllership controllership,
        List<Party> parties,
        List<Formalities.FellowParty> fellowParties,
        List<Formalities.SchoolBoard> schoolBoards,
        List<Formalities.Safeguard> safeguards,
        List<Purpose> purposes,
        List<LegalBasis> legalBases,
        List<SpecialBasis> specialCategories,
        List<CategoryDefinition> categories,
        Scope scope,
        List<ExchangeMode> modes,
        String suite,
        String keyVersion,
        List<KeyKind> matchingKeys,
        List<Field> fields,
        Optional<Counts> counts,
        Optional<OneSided> oneSided,
        Optional<ConfirmationTerms> confirmation,
        Caps caps,
        Optional<Schedule> schedule,
        Retention retention,
        Informing informing,
        List<Formalities.Decision> decisions,
        Validity validity) {

    /** The only version that is read; another set of members needs another version. */
    public static final String SCHEMA_VERSION = "3";

    /** Where the days of a convenant begin and end. */
    static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    public Convenant {
        if (!hash.equals(hash(canonicalJson))) {
            throw new IllegalArgumentException("the hash is not that of the content");
        }
        parties = List.copyOf(parties);
        fellowParties = List.copyOf(fellowParties);
        schoolBoards = List.copyOf(schoolBoards);
        safeguards = List.copyOf(safeguards);
        purposes = List.copyOf(purposes);
        legalBases = List.copyOf(legalBases);
        specialCategories = List.copyOf(specialCategories);
        categories = List.copyOf(categories);
        modes = List.copyOf(modes);
        matchingKeys = List.copyOf(matchingKeys);
        fields = List.copyOf(fields);
        decisions = List.copyOf(decisions);
    }

    /** SHA-256 of a canonical text, 64 lower-case hexadecimal digits. */
    static String hash(String canonicalJson) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(canonicalJson.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * A party to the convenant.
     *
     * @param logKey raw Ed25519 public key of its disclosure logs, 32 bytes in base64
     * @param url address of its node, if the parties wrote it down
     * @param formalities what must be in order at this party; may be absent in a draft alone
     */
    public record Party(
            Oin oin,
            String name,
            PartyRole role,
            String logKey,
            Optional<URI> url,
            Optional<Formalities> formalities) {}

    /**
     * The Dutch text that people sign.
     *
     * @param template name of the template
     * @param digest SHA-256 of the text of that template, 64 lower-case hexadecimal digits: both
     *     parties sign the same words
     */
    public record SignedText(String template, String digest) {}

    /**
     * A purpose of the exchange.
     *
     * @param code short name, by which an exchange states its purpose
     * @param text the purpose in Dutch, for people
     * @param processingActivity entry in the register of processing activities (AVG art. 30)
     */
    public record Purpose(String code, String text, URI processingActivity) {}

    /**
     * A legal basis that a party states for itself; nobody claims that it is right.
     *
     * @param covers modes, matching keys and names of fields
     * @param article article of the AVG
     * @param law the law that gives the task
     * @param statedBy the person or office that states it for the party
     */
    public record LegalBasis(
            Oin party, List<String> covers, String article, String law, String statedBy) {

        public LegalBasis {
            covers = List.copyOf(covers);
        }

        /** In one line, as it stands in the log. */
        public String inWords() {
            return article + "; " + law;
        }
    }

    /**
     * A category that counts as thuiszitter under this convenant, and what the parties mean by it.
     *
     * @param duo codes of DUO that fall under it, as they stand in its reports
     * @param local codes of the parties' own systems that fall under it
     */
    public record CategoryDefinition(
            Category code, String definition, List<String> duo, List<String> local) {

        public CategoryDefinition {
            duo = List.copyOf(duo);
            local = List.copyOf(local);
        }
    }

    /** Whose registrations enter: by the period that they must overlap. */
    public enum Period {
        /** The school year, 1 August to 31 July, in which the reference date lies. */
        SCHOOL_YEAR,
        /** The reference date itself. */
        REFERENCE_DATE,
        /** Any: every registration, whatever its period. */
        ALL
    }

    /** Education sectors of the scope. */
    public enum Sector {
        /** Primary, including special primary and special education. */
        PO,
        /** Secondary, including special secondary education. */
        VO,
        /** Everybody, whatever the school type; stands alone. */
        ALL
    }

    /** Who answers for pupils who are enrolled nowhere. */
    public enum NotEnrolled {
        /** The samenwerkingsverband of the sector of their last school. */
        LAST_SCHOOL
    }

    /** Ages as of the day on which a registration was last delivered. */
    public enum AgeBand {
        UNDER_12,
        FROM_12_TO_15,
        FROM_16_TO_17,
        FROM_18
    }

    /**
     * Which registrations may enter.
     *
     * @param municipalities names of municipalities of residence; empty for all
     * @param ageBands how old the pupils are; empty for all
     * @param notEnrolled who answers for pupils who are enrolled nowhere; nobody when absent
     */
    public record Scope(
            Period period,
            List<Sector> sectors,
            List<Category> categories,
            List<String> municipalities,
            List<AgeBand> ageBands,
            Optional<NotEnrolled> notEnrolled) {

        public Scope {
            sectors = List.copyOf(sectors);
            categories = List.copyOf(categories);
            municipalities = List.copyOf(municipalities);
            ageBands = List.copyOf(ageBands);
        }
    }

    /**
     * A field that one party sends to the other for the pupils that match.
     *
     * @param name of a {@link SharedField}
     * @param withinDays of a date: how many days two dates may lie apart and still count as equal
     */
    public record Field(String name, Oin from, Oin to, int withinDays) {

        /** Whether it is this field, in this direction. */
        boolean goes(FieldUse use) {
            return name.equals(use.name()) && from.equals(use.from()) && to.equals(use.to());
        }
    }

    /** A field that one party wants to give to the other, or got from it. */
    public record FieldUse(String name, Oin from, Oin to) {}

    /**
     * What counting may cost.
     *
     * @param epsilon privacy loss of one run
     * @param minDaysBetween days between two runs
     * @param minChanged registrations that came to or went from the own list since the count
     *     before, at least
     */
    public record Counts(
            List<String> groups,
            double epsilon,
            int runsPerSchoolYear,
            int minDaysBetween,
            int minChanged) {

        public Counts {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Who alone learns something.
     *
     * @param asker the party that learns which of its own pupils the other has too, and which not;
     *     the other learns how long the asker's list is
     */
    public record OneSided(Oin asker) {}

    /** How often the parties mean to reconcile. */
    public record Schedule(int intervalDays) {}

    /**
     * How long is kept what an exchange leaves.
     *
     * @param outcomeDays outcomes, in days
     * @param logYears openings of the disclosure log, in years
     */
    public record Retention(int outcomeDays, int logYears) {}

    /** How data subjects are informed (AVG art. 14). */
    public record Informing(String text, Optional<URI> url) {}

    /** First and last day on which the convenant holds, in the Netherlands. */
    public record Validity(LocalDate from, LocalDate until) {

        /** Whether the first day has begun. */
        public boolean hasBegun(Instant at) {
            return !at.isBefore(from.atStartOfDay(ZONE).toInstant());
        }

        /** Whether the last day is over. */
        public boolean hasEnded(Instant at) {
            return !at.isBefore(until.plusDays(1).atStartOfDay(ZONE).toInstant());
        }
    }

    /** The party with this OIN, if it is one of the two. */
    public Optional<Party> party(Oin oin) {
        return parties.stream().filter(party -> party.oin().equals(oin)).findFirst();
    }

    /** The other party, if this OIN is one of the two. */
    public Optional<Party> counterpartOf(Oin oin) {
        return party(oin)
                .flatMap(
                        own ->
                                parties.stream()
                                        .filter(party -> !party.oin().equals(oin))
                                        .findFirst());
    }

    /** The fields that this party gives to the other. */
    public List<Field> fieldsOf(Oin from) {
        return fields.stream().filter(field -> field.from().equals(from)).toList();
    }

    /** The purpose with this code, if it was agreed. */
    public Optional<Purpose> purpose(String code) {
        return purposes.stream().filter(purpose -> purpose.code().equals(code)).findFirst();
    }

    /**
     * The legal basis that a party states.
     *
     * @param covered name of a mode, a matching key or a field
     */
    public Optional<LegalBasis> legalBasis(Oin party, String covered) {
        return legalBases.stream()
                .filter(basis -> basis.party().equals(party) && basis.covers().contains(covered))
                .findFirst();
    }

    private ConfirmationTerms confirmationTerms() {
        return confirmation.orElseGet(() -> ConfirmationTerms.usual(retention.outcomeDays()));
    }

    /** Whether what is found in this lane is a match only after people of both confirmed it. */
    public boolean asksPeople(KeyKind lane) {
        return confirmationTerms().asks(lane);
    }

    /** How long people have to confirm a pair. */
    public Duration answerTerm() {
        return confirmationTerms().term();
    }

    /** Whether a category takes part; about health per pupil only if each party excepts it. */
    public boolean takesPart(Category category, ExchangeMode mode) {
        return scope.categories().contains(category)
                && (!mode.isPerPupil()
                        || !category.isSpecial()
                        || parties.stream().allMatch(party -> excepts(party.oin(), category)));
    }

    /** Whether a party names an exception of AVG art. 9 for this category. */
    public boolean excepts(Oin party, Category category) {
        return specialCategories.stream()
                .anyMatch(
                        basis -> basis.party().equals(party) && basis.covers().contains(category));
    }

    @Override
    public String toString() {
        return "Convenant[" + hash + "]";
    }
}
