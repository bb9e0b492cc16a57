package nl.sluitend.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.party.Alert;
import nl.sluitend.party.Alerts;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestDeadlinesTest {

    @Inject Requests requests;
    @Inject RequestDeadlines deadlines;
    @Inject Alerts alerts;

    @Test
    void anOpenRequestWithAWeekLeftRaisesAnAlertAndOthersDoNot() {
        String late = enter(40);
        String soon = enter(25);
        String early = enter(5);
        RightsRequest closed = request(25);
        requests.refuse(closed.id(), Reason.read("Geen gezag.").orElseThrow(), "petra");
        deadlines.watch();
        assertThat(raised(late)).contains("De termijn is voorbij");
        assertThat(raised(soon)).contains("voor een antwoord");
        assertThat(raised(early)).isEmpty();
        assertThat(raised(closed.number())).isEmpty();
    }

    private String raised(String number) {
        return alerts.list(true).stream()
                .filter(alert -> alert.text().contains(number))
                .map(Alert::text)
                .findFirst()
                .orElse("");
    }

    private String enter(int daysAgo) {
        return request(daysAgo).number();
    }

    private RightsRequest request(int daysAgo) {
        NewRequest asked =
                new NewRequest(
                        RightsRequest.Kind.ACCESS,
                        RightsRequest.Requester.PARENT,
                        requests.today().minusDays(daysAgo),
                        new NewRequest.Whom.PupilNumber(
                                Bsn.parse("999900006").toOptional().orElseThrow()));
        return ((Opened.Entered) requests.open(asked, "petra")).request();
    }
}
