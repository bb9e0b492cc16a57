package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.KeyAges;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.PartyRole;
import nl.sluitend.party.Roles;
import nl.sluitend.registration.Pupils;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What this node is set up with, to look at: who delivers, whom it talks to, how long its
 * certificates last. Changing it is for the command line.
 */
@Path("/beheer")
@RolesAllowed({Roles.NODE_OPERATOR, Roles.PRIVACY_OFFICER, Roles.FG})
@Produces(Pages.HTML)
public final class AdministrationPages {

    /** From so many days before its end a certificate stands out. */
    private static final int SOON = 60;

    private static final String REGISTRATION = "registration-";
    private static final ZoneId HERE = ZoneId.of("Europe/Amsterdam");

    private final Pupils pupils;
    private final Counterparties counterparties;
    private final KeyRing keys;
    private final KeyAges ages;
    private final Retention retention;
    private final OwnParty own;
    private final Clock clock;
    private final SecurityIdentity identity;

    AdministrationPages(
            Pupils pupils,
            Counterparties counterparties,
            KeyRing keys,
            KeyAges ages,
            Retention retention,
            OwnParty own,
            Clock clock,
            SecurityIdentity identity) {
        this.pupils = pupils;
        this.counterparties = counterparties;
        this.keys = keys;
        this.ages = ages;
        this.retention = retention;
        this.own = own;
        this.clock = clock;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance administration(String node, Visitor visitor, Page view);
    }

    /** A counterparty. */
    public record Known(String name, String role, String oin, String address) {}

    /** A certificate; {@code soon} when it has to be renewed. */
    public record Certificate(String use, String from, String until, boolean soon) {}

    /** A key, and since when the node uses it. */
    public record Key(String use, String since) {}

    /** The page. */
    public record Page(
            String oin,
            String role,
            List<String> sourceSystems,
            List<Known> counterparties,
            List<Certificate> certificates,
            List<Key> keys,
            List<Retention.Term> retention) {}

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        List<Certificate> certificates = new ArrayList<>();
        certificate("verbinding (TLS)", keys.tlsChain(), certificates);
        certificate("ondertekenen", keys.signingChain(), certificates);
        return Templates.administration(
                own.name(),
                Visitor.of(identity),
                new Page(
                        own.oin().value(),
                        role(own.role()),
                        pupils.sourceSystems(),
                        counterparties.list().stream().map(AdministrationPages::known).toList(),
                        certificates,
                        ages.since().entrySet().stream()
                                .flatMap(key -> key(key.getKey(), key.getValue()).stream())
                                .toList(),
                        retention.terms()));
    }

    private void certificate(
            String use, List<X509Certificate> chain, List<Certificate> certificates) {
        LocalDate until = LocalDate.ofInstant(chain.getFirst().getNotAfter().toInstant(), HERE);
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(clock.instant(), HERE), until);
        certificates.add(
                new Certificate(
                        use,
                        RightsTexts.day(
                                LocalDate.ofInstant(
                                        chain.getFirst().getNotBefore().toInstant(), HERE)),
                        RightsTexts.day(until),
                        days <= SOON));
    }

    /** Certificates are listed apart. */
    private Optional<Key> key(String alias, Instant since) {
        Optional<String> use =
                switch (alias) {
                    case "tls", "signing" -> Optional.empty();
                    case "wrap" -> Optional.of("Sleutel die andere sleutels afsluit");
                    case "mac" -> Optional.of("Sleutel die eigen rijen herkent");
                    case "log" -> Optional.of("Sleutel die het logboek ondertekent");
                    default ->
                            Optional.of(
                                    alias.startsWith(REGISTRATION)
                                            ? registrationKey(
                                                    alias.substring(REGISTRATION.length()))
                                            : "Sleutel " + alias);
                };
        return use.map(words -> new Key(words, RightsTexts.day(LocalDate.ofInstant(since, HERE))));
    }

    private String registrationKey(String number) {
        return "Registratiesleutel %s%s"
                .formatted(
                        number,
                        number.equals(Integer.toString(keys.currentRhoId()))
                                ? ""
                                : " (bewaard om in het logboek te kunnen zoeken)");
    }

    private static Known known(Counterparty party) {
        return new Known(
                party.name(), role(party.role()), party.oin().value(), party.url().toString());
    }

    private static String role(PartyRole role) {
        return switch (role) {
            case RBL -> "regionaal bureau leerplicht";
            case SWV_PO -> "samenwerkingsverband primair onderwijs";
            case SWV_VO -> "samenwerkingsverband voortgezet onderwijs";
        };
    }
}
