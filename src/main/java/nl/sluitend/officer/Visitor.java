package nl.sluitend.officer;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nl.sluitend.party.Roles;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The person who looks at a page.
 *
 * @param subject what Keycloak always calls this person; says nothing to others
 * @param name for the page's header
 * @param roles of the design, no others
 */
public record Visitor(String subject, String name, Set<String> roles) {

    private static final List<String> PEOPLE =
            List.of(
                    Roles.PRIVACY_OFFICER,
                    Roles.FG,
                    Roles.CONVENANT_MANAGER,
                    Roles.CASE_WORKER,
                    Roles.NODE_OPERATOR);

    static Visitor of(SecurityIdentity identity) {
        Set<String> roles = Set.copyOf(identity.getRoles());
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return new Visitor(token.getSubject(), displayName(token), roles);
        }
        String name = identity.getPrincipal().getName();
        return new Visitor(name, name, roles);
    }

    /** Whether the office of the privacy officer is open to this person. */
    public boolean seesDisclosures() {
        return roles.contains(Roles.PRIVACY_OFFICER) || roles.contains(Roles.FG);
    }

    /** Whether this person decides on requests of data subjects. */
    public boolean decidesRequests() {
        return roles.contains(Roles.PRIVACY_OFFICER);
    }

    /** Whether this person starts and stops runs. */
    public boolean startsRuns() {
        return managesConvenants()
                || roles.contains(Roles.CASE_WORKER)
                || roles.contains(Roles.NODE_OPERATOR);
    }

    /** Whether this person reads what was counted. */
    public boolean seesFigures() {
        return seesConvenants() || roles.contains(Roles.CASE_WORKER);
    }

    /** Whether this person reads probable matches. */
    public boolean seesProposals() {
        return answersProposals() || seesDisclosures();
    }

    /** Whether this person says of a probable match whether it is one child. */
    public boolean answersProposals() {
        return roles.contains(Roles.CASE_WORKER);
    }

    /** Whether this person reads alerts. */
    public boolean seesAlerts() {
        return seesDisclosures() || roles.contains(Roles.NODE_OPERATOR);
    }

    /** Whether this person decides that an alert has been looked at. */
    public boolean acknowledgesAlerts() {
        return roles.contains(Roles.FG);
    }

    /** Whether this person may read convenants. */
    public boolean seesConvenants() {
        return managesConvenants() || seesDisclosures();
    }

    /** Whether this person draws up and signs convenants. */
    public boolean managesConvenants() {
        return roles.contains(Roles.CONVENANT_MANAGER);
    }

    /** The roles in Dutch, strongest first. */
    public List<String> roleNames() {
        return PEOPLE.stream().filter(roles::contains).map(Visitor::dutch).toList();
    }

    /** The role under which this person consults the log. */
    String consultingRole() {
        return roles.contains(Roles.PRIVACY_OFFICER) ? Roles.PRIVACY_OFFICER : Roles.FG;
    }

    /** All roles that people can have. */
    static Stream<String> people() {
        return PEOPLE.stream();
    }

    private static String displayName(JsonWebToken token) {
        return Stream.of("name", "preferred_username")
                .map(token::<String>getClaim)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse(token.getSubject());
    }

    private static String dutch(String role) {
        return switch (role) {
            case Roles.PRIVACY_OFFICER -> "privacy officer";
            case Roles.FG -> "functionaris gegevensbescherming";
            case Roles.CONVENANT_MANAGER -> "convenantbeheerder";
            case Roles.CASE_WORKER -> "behandelaar";
            case Roles.NODE_OPERATOR -> "technisch beheerder";
            default -> role;
        };
    }
}
