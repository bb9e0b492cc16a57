package nl.sluitend.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nl.sluitend.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** When a job begins; the scheduler under test would look by itself once an hour alone. */
@QuarkusTest
class JobsTest {

    private static final String TABLE = "db/migration/V100__jobs.sql";

    @Inject ObjectMapper json;
    @Inject TransactionSynchronizationRegistry transactions;

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final OneTimeTask<Void> task =
            Tasks.oneTime("noted").execute((instance, _) -> done.add(instance.getId()));
    private Jobs jobs;
    private SchedulerClient client;

    @BeforeEach
    void startOnADatabaseOfItsOwn() throws SQLException, IOException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(
                TestNode.database()
                        .create("jobs_" + UUID.randomUUID().toString().replace('-', '_')));
        database.setUser("postgres");
        database.setPassword("postgres");
        try (var connection = database.getConnection();
                Statement statement = connection.createStatement();
                InputStream table = Jobs.class.getClassLoader().getResourceAsStream(TABLE)) {
            statement.execute(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        }
        jobs =
                new Jobs(
                        database,
                        List.of(task),
                        json,
                        transactions,
                        2,
                        true,
                        Duration.ofSeconds(10),
                        Duration.ofHours(1));
        client = jobs.client();
        jobs.start(new StartupEvent());
        firstLookIsOver();
    }

    @AfterEach
    void stop() {
        jobs.stop(new ShutdownEvent());
    }

    @Test
    void a_job_begins_when_its_transaction_commits_and_not_before() throws InterruptedException {
        QuarkusTransaction.begin();
        schedule("in a transaction");
        assertThat(done.poll(500, TimeUnit.MILLISECONDS)).as("before the commit").isNull();
        QuarkusTransaction.commit();
        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo("in a transaction");
    }

    @Test
    void a_job_outside_a_transaction_begins_at_once() throws InterruptedException {
        schedule("at once");
        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo("at once");
    }

    @Test
    void a_job_for_later_does_not_begin_at_the_commit() throws InterruptedException {
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                client.scheduleIfNotExists(
                                        task.instance("tomorrow"),
                                        Instant.now().plus(Duration.ofDays(1))));
        schedule("now");
        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo("now");
        assertThat(done.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }

    private void schedule(String id) {
        client.scheduleIfNotExists(task.instance(id), Instant.now());
    }

    /** The look at the start could otherwise be taken for the one at the commit. */
    private void firstLookIsOver() {
        schedule("first");
        try {
            assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
