package nl.sluitend.subject;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.LocalDate;
import nl.sluitend.party.Alerts;

/** Alerts before the last day for an answer to a request (AVG art. 12(3)), and after it. */
@ApplicationScoped
class RequestDeadlines {

    /** The alert is about the case number. */
    static final String ALERT = "request-deadline";

    private static final Duration INTERVAL = Duration.ofHours(12);
    private static final int DAYS_BEFORE = 7;

    private final RequestTable table;
    private final Requests requests;
    private final Alerts alerts;

    RequestDeadlines(RequestTable table, Requests requests, Alerts alerts) {
        this.table = table;
        this.requests = requests;
        this.alerts = alerts;
    }

    @Produces
    @Singleton
    Task<Void> deadlineTask() {
        return Tasks.recurring("request-deadlines", FixedDelay.of(INTERVAL))
                .execute((instance, context) -> watch());
    }

    /** Raises an alert for every open request with at most seven days left. */
    @Transactional
    void watch() {
        LocalDate today = requests.today();
        for (RightsRequest request : table.dueBy(today.plusDays(DAYS_BEFORE))) {
            alerts.raise(ALERT, request.number(), text(request, request.daysLeft(today)));
        }
    }

    private static String text(RightsRequest request, long days) {
        String left =
                days < 0
                        ? "De termijn is voorbij."
                        : days == 0
                                ? "Vandaag is de laatste dag voor een antwoord."
                                : "Er "
                                        + (days == 1
                                                ? "is nog 1 dag"
                                                : "zijn nog " + days + " dagen")
                                        + " voor een antwoord.";
        return "Verzoek %s van een betrokkene is nog open. %s".formatted(request.number(), left);
    }
}
