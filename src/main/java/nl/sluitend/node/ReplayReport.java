package nl.sluitend.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.reconciliation.ReplayCheck;
import nl.sluitend.reconciliation.ReplayView;

/** What a check of the own lists of a run says, for whoever supervises. */
record ReplayReport(
        ReplayView view,
        Optional<Convenant> convenant,
        List<ReplayCheck.Finding> findings,
        int drawn) {

    /** Pupils who were drawn and looked for in a list. */
    static int asked(List<ReplayCheck.Finding> findings) {
        return findings.stream()
                .mapToInt(finding -> finding.found().size() + finding.missing().size())
                .sum();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "run %s of party %s, convenant %s"
                        .formatted(
                                view.run(),
                                view.party(),
                                convenant.map(Convenant::hash).orElse("that cannot be read")));
        for (ReplayCheck.Finding finding : findings) {
            lines.add(
                    "  session %s, %s, %d pupils"
                            .formatted(finding.sid(), finding.lane(), finding.pupils()));
            lines.add("    level 1  " + levelOne(finding));
            finding.differences().stream()
                    .sorted()
                    .forEach(difference -> lines.add("             " + words(difference)));
        }
        if (findings.isEmpty()) {
            lines.add("  no session: nothing was sent");
        }
        if (drawn > 0) {
            int found = findings.stream().mapToInt(finding -> finding.found().size()).sum();
            lines.add(
                    "  level 2    %d drawn from the source system, %d looked for, %d in the list"
                            .formatted(drawn, asked(findings), found));
            List<String> missing =
                    findings.stream().flatMap(finding -> finding.missing().stream()).toList();
            if (!missing.isEmpty()) {
                lines.add(
                        "             not in the list: "
                                + missing.stream().sorted().collect(Collectors.joining(", ")));
                lines.add("             the outcomes of the run tell what kept a pupil out");
            }
            if (asked(findings) < drawn) {
                lines.add("             the others have no key of a kind that was compared, or");
                lines.add("             their list could not be checked");
            }
        }
        return lines;
    }

    private static String levelOne(ReplayCheck.Finding finding) {
        if (!finding.kept()) {
            return "cannot be checked: after 90 days what it needs is deleted";
        }
        if (Stream.of(ReplayCheck.Difference.values())
                .filter(difference -> difference != ReplayCheck.Difference.DRAW)
                .anyMatch(finding.differences()::contains)) {
            return "DIFFERS";
        }
        return finding.exposed()
                ? "holds: what was sent is the frozen list under one key, and it was logged first"
                : "holds; the node says that nothing was evaluated with this list";
    }

    private static String words(ReplayCheck.Difference difference) {
        return switch (difference) {
            case OFFER -> "OFFER: not the offers that both parties signed under this convenant";
            case LIST -> "LIST: the list that was kept is not the one that was offered";
            case ELEMENTS -> "ELEMENTS: what was sent is not what the offer committed to";
            case PROOF -> "PROOF: the proof that was kept is not the one that was offered";
            case EXPONENT -> "EXPONENT: what was sent is not that list under one key";
            case LOG -> "LOG: the log does not hold these offers and this list";
            case DRAW -> "DRAW: the node does not prove the pupils who were drawn";
            case UNREADABLE -> "UNREADABLE: the node gave what cannot be read";
        };
    }
}
