package nl.sluitend.demo;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Set;
import nl.sluitend.demo.DemoRealm.Person;
import nl.sluitend.demo.DemoRealm.SourceSystem;
import nl.sluitend.demo.register.DemoParty;

/**
 * Who may log in at one party of the demo: fictional people and three systems with keys of their
 * own.
 */
record DemoAccounts(
        List<Person> people,
        SourceSystem source,
        SourceSystem manager,
        SourceSystem casework,
        SourceSystem supervisor) {

    /** The password of every demo account; the demo is reachable from this machine alone. */
    static final String PASSWORD = "alleen-voor-de-demo";

    static DemoAccounts of(DemoParty party) {
        return new DemoAccounts(
                List.of(
                        person("privacy", "Pien", "Ruisdonk", "privacy-officer"),
                        person("fg", "Farid", "Grootveen", "fg"),
                        person("convenant", "Coby", "Beheersma", "convenant-manager"),
                        person("bestuur", "Tess", "Tekenaar", "convenant-manager"),
                        person("consulent", "Case", "Werkhoven", "case-worker"),
                        person("beheer", "Otto", "Knooppunt", "node-operator")),
                new SourceSystem(
                        party.role() + "-administratie",
                        keys(),
                        Set.of("registration-writer", "outcome-reader")),
                new SourceSystem(
                        party.role() + "-convenanten", keys(), Set.of("convenant-manager")),
                new SourceSystem(party.role() + "-dossiers", keys(), Set.of("case-worker")),
                new SourceSystem(party.role() + "-toezicht", keys(), Set.of("fg")));
    }

    private static Person person(String username, String first, String last, String role) {
        return new Person(username, PASSWORD, first, last, Set.of(role));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every JDK", e);
        }
    }
}
