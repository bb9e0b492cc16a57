package nl.sluitend.party;

import java.util.Set;

/**
 * The roles of this party's realm, as they stand in the claim {@code realm_access/roles} of a
 * token. The first two belong to source systems, the others to people.
 */
public final class Roles {

    /** A source system that delivers registrations. */
    public static final String REGISTRATION_WRITER = "registration-writer";

    /** A source system that fetches outcomes. */
    public static final String OUTCOME_READER = "outcome-reader";

    /** Drafts, signs and revokes convenants, and starts runs. */
    public static final String CONVENANT_MANAGER = "convenant-manager";

    /** Works off outcomes: leerplichtconsulent, trajectbegeleider. */
    public static final String CASE_WORKER = "case-worker";

    /** Decides on requests of data subjects and checks disclosures. */
    public static final String PRIVACY_OFFICER = "privacy-officer";

    /** Functionaris gegevensbescherming (AVG art. 37 to 39): supervises, decides nothing. */
    public static final String FG = "fg";

    /** Runs the node. */
    public static final String NODE_OPERATOR = "node-operator";

    /** All of them. */
    public static final Set<String> ALL =
            Set.of(
                    REGISTRATION_WRITER,
                    OUTCOME_READER,
                    CONVENANT_MANAGER,
                    CASE_WORKER,
                    PRIVACY_OFFICER,
                    FG,
                    NODE_OPERATOR);

    private Roles() {}
}
