package nl.sluitend.demo;

import java.net.URI;
import nl.sluitend.demo.register.DemoParty;

/**
 * One party of the running demo.
 *
 * @param source its pupil administration: writes registrations, reads outcomes
 * @param manager its convenant manager: draws up and signs convenants, starts runs
 * @param casework its case workers' system: answers about probable matches
 * @param supervisor tokens of the system of its functionaris gegevensbescherming, which reads logs
 */
record DemoNode(
        DemoParty party,
        NodeProcess process,
        NodeApi source,
        NodeApi manager,
        NodeApi casework,
        AccessTokens supervisor) {

    URI url() {
        return process.url();
    }
}
