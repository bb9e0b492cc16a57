package nl.sluitend.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Background work as persistent jobs in the node's own database (db-scheduler), so that any number
 * of replicas can share it and any of them can die. A feature publishes a {@code Task} bean and
 * schedules through the {@link SchedulerClient}; within a transaction the job exists from its
 * commit on.
 */
@ApplicationScoped
final class Jobs {

    private final DataSource dataSource;
    private final List<Task<?>> tasks;
    private final JacksonSerializer serializer;
    private final int threads;
    private final boolean enabled;
    private final Duration heartbeat;
    private final Duration pollingInterval;
    private final TransactionSynchronizationRegistry transactions;
    private volatile @Nullable Scheduler scheduler;

    Jobs(
            DataSource dataSource,
            @All List<Task<?>> tasks,
            ObjectMapper json,
            TransactionSynchronizationRegistry transactions,
            @ConfigProperty(name = "sluitend.jobs.threads", defaultValue = "4") int threads,
            @ConfigProperty(name = "sluitend.jobs.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "sluitend.jobs.heartbeat", defaultValue = "PT10S")
                    Duration heartbeat,
            @ConfigProperty(name = "sluitend.jobs.polling-interval", defaultValue = "PT1S")
                    Duration pollingInterval) {
        this.dataSource = dataSource;
        this.tasks = tasks;
        this.serializer = new JacksonSerializer(json);
        this.transactions = transactions;
        this.threads = threads;
        this.enabled = enabled;
        this.heartbeat = heartbeat;
        this.pollingInterval = pollingInterval;
    }

    @Produces
    @Singleton
    SchedulerClient client() {
        SchedulerClient client =
                SchedulerClient.Builder.create(dataSource, tasks).serializer(serializer).build();
        return (SchedulerClient)
                Proxy.newProxyInstance(
                        SchedulerClient.class.getClassLoader(),
                        new Class<?>[] {SchedulerClient.class},
                        (_, method, arguments) -> call(client, method, arguments));
    }

    /** What is scheduled is looked at as soon as it is committed, not at the next poll. */
    private @Nullable Object call(
            SchedulerClient client, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            Object result = method.invoke(client, arguments);
            if (method.getName().contains("chedule")) {
                lookAfterCommit();
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private void lookAfterCommit() {
        if (transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
            transactions.registerInterposedSynchronization(
                    new Synchronization() {
                        @Override
                        public void beforeCompletion() {
                            // Nothing is due before the commit.
                        }

                        @Override
                        public void afterCompletion(int status) {
                            look();
                        }
                    });
        } else {
            look();
        }
    }

    private void look() {
        Scheduler started = scheduler;
        if (started != null) {
            started.triggerCheckForDueExecutions();
        }
    }

    void start(@Observes StartupEvent event) {
        if (!enabled) {
            return;
        }
        List<Task<?>> known = new ArrayList<>();
        List<RecurringTask<?>> recurring = new ArrayList<>();
        for (Task<?> task : tasks) {
            if (task instanceof RecurringTask<?> repeats) {
                recurring.add(repeats);
            } else {
                known.add(task);
            }
        }
        Scheduler started =
                Scheduler.create(dataSource, known)
                        .startTasks(recurring)
                        .serializer(serializer)
                        .schedulerName(new SchedulerName.Fixed(replicaName()))
                        .threads(threads)
                        .pollUsingLockAndFetch(0.5, 1.0)
                        .pollingInterval(pollingInterval)
                        .heartbeatInterval(heartbeat)
                        .shutdownMaxWait(Duration.ofSeconds(10))
                        .enableImmediateExecution()
                        .build();
        started.start();
        scheduler = started;
    }

    void stop(@Observes ShutdownEvent event) {
        Scheduler started = scheduler;
        if (started != null) {
            started.stop();
        }
    }

    /** Two replicas on one host differ by process id. */
    private static String replicaName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unnamed-host";
        }
        return host + "-" + ProcessHandle.current().pid();
    }
}
