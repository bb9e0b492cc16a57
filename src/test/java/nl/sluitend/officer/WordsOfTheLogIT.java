package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import nl.sluitend.demo.EmbeddedDatabase;
import nl.sluitend.demo.KeptDemo;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import org.junit.jupiter.api.Test;

/** What real nodes wrote into their logs has a Dutch name on the pages. */
class WordsOfTheLogIT {

    private final Set<String> nameless = new TreeSet<>();
    private final Set<LeafKind> kinds = EnumSet.noneOf(LeafKind.class);

    @Test
    void everyMemberThatADemoLogsHasADutchName() throws Exception {
        try (EmbeddedDatabase server =
                EmbeddedDatabase.start(KeptDemo.get().folder().resolve("postgresql"))) {
            for (DemoParty party : DemoParty.values()) {
                look(server, party.role().replace('-', '_'));
            }
        }
        assertThat(kinds)
                .contains(
                        LeafKind.CONVENANT,
                        LeafKind.SESSION_OPEN,
                        LeafKind.EXPOSURE,
                        LeafKind.OUTCOME,
                        LeafKind.RECEIPT,
                        LeafKind.SESSION_END);
        assertThat(nameless).isEmpty();
    }

    private void look(EmbeddedDatabase server, String database) throws Exception {
        try (var connection = server.dataSource(database).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT entry FROM disclosure_leaf")) {
            while (rows.next()) {
                LogEntry entry = LogEntry.parse(rows.getBytes(1));
                kinds.add(entry.kind());
                entry.detail().keySet().stream()
                        .filter(name -> DisclosureTexts.member(name).equals(name))
                        .forEach(name -> nameless.add(entry.kind() + " " + name));
            }
        }
    }
}
