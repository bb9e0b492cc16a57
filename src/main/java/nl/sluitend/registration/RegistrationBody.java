package nl.sluitend.registration;

import java.util.EnumMap;
import java.util.Map;
import nl.sluitend.registration.intake.Column;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One registration as a source system sends it. Exists no longer than the request. */
@Schema(
        description =
                "Eén registratie. Minstens één sleutel moet compleet zijn: bsn of onderwijsnummer;"
                        + " of brin, vestiging en leerlingnummer; of birthDate, surname, initials"
                        + " en postcode4. Sleutels worden niet bewaard.")
record RegistrationBody(
        @Schema(
                        required = true,
                        description =
                                "Sleutel van het bronsysteem voor deze leerling, uniek per"
                                        + " bronsysteem. Zelf geen BSN, onderwijsnummer of"
                                        + " leerlingnummer.")
                @Nullable String reference,
        @Schema(description = "Burgerservicenummer, negen cijfers.") @Nullable String bsn,
        @Schema(description = "Zolang er geen BSN is.") @Nullable String onderwijsnummer,
        @Nullable String brin,
        @Nullable String vestiging,
        @Nullable String leerlingnummer,
        @Schema(
                        description =
                                "Geboortedatum, jjjj-mm-dd. Alleen een leeftijdsgroep blijft bewaard.")
                @Nullable String birthDate,
        @Schema(description = "Achternaam, met of zonder tussenvoegsels.") @Nullable String surname,
        @Schema(description = "Alle voorletters.") @Nullable String initials,
        @Schema(description = "De vier cijfers van de postcode.") @Nullable String postcode4,
        @Schema(
                        required = true,
                        description =
                                "ABSOLUUT_VERZUIM, LANGDURIG_RELATIEF_VERZUIM, VRIJSTELLING_5A,"
                                        + " GEOORLOOFD_LANGDURIG, DREIGEND of"
                                        + " TRAJECT_BUITEN_SCHOOL.")
                @Nullable String category,
        @Schema(required = true, description = "Eerste dag van het verzuim.")
                @Nullable String startDate,
        @Schema(description = "Laatste dag van het verzuim.") @Nullable String endDate,
        @Schema(description = "Of de leerling staat ingeschreven.") @Nullable Boolean enrolled,
        @Schema(
                        description =
                                "Laatst bekende schoolsoort: BAO, SBAO, SO, VSO, PRO, VMBO, HAVO,"
                                        + " VWO, MBO of GEEN.")
                @Nullable String schoolType,
        @Schema(description = "Woongemeente: CBS-code van vier cijfers of de naam.")
                @Nullable String municipality,
        @Schema(description = "DUO, SCHOOL, OUDER of EIGEN.") @Nullable String source,
        @Schema(description = "Dag van het aanbod van onderwijs of zorg.")
                @Nullable String offerDate,
        @Schema(description = "Wie de regie heeft: RBL, SWV of SCHOOL.") @Nullable String lead,
        @Schema(
                        description =
                                "Of de leerling beschermd is: een geheim adres of een opvanghuis."
                                        + " Dan doet de leerling nooit mee. Zonder antwoord blijft staan"
                                        + " wat er stond; false maakt er een eind aan.")
                @Nullable Boolean shielded) {

    Map<Column, String> values() {
        Map<Column, String> values = new EnumMap<>(Column.class);
        put(values, Column.REFERENCE, reference);
        put(values, Column.BSN, bsn);
        put(values, Column.ONDERWIJSNUMMER, onderwijsnummer);
        put(values, Column.BRIN, brin);
        put(values, Column.VESTIGING, vestiging);
        put(values, Column.LEERLINGNUMMER, leerlingnummer);
        put(values, Column.BIRTH_DATE, birthDate);
        put(values, Column.SURNAME, surname);
        put(values, Column.INITIALS, initials);
        put(values, Column.POSTCODE4, postcode4);
        put(values, Column.CATEGORY, category);
        put(values, Column.START_DATE, startDate);
        put(values, Column.END_DATE, endDate);
        put(values, Column.ENROLLED, enrolled == null ? null : enrolled.toString());
        put(values, Column.SCHOOL_TYPE, schoolType);
        put(values, Column.MUNICIPALITY, municipality);
        put(values, Column.SOURCE, source);
        put(values, Column.OFFER_DATE, offerDate);
        put(values, Column.LEAD, lead);
        put(values, Column.SHIELDED, shielded == null ? null : shielded.toString());
        return values;
    }

    private static void put(Map<Column, String> values, Column column, @Nullable String value) {
        if (value != null) {
            values.put(column, value);
        }
    }

    @Override
    public String toString() {
        return "RegistrationBody[masked]";
    }
}
