package nl.sluitend.disclosure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The figures of the disclosure log, on a real PostgreSQL that waits for the disk. */
public final class LogMeasurement {

    private static final int BATCH = 1_000;
    private static final int ARRIVALS_PER_SECOND = 1_000;
    private static final int LEAVES_PER_REQUEST = 10;

    private final LogWorkbench log;
    private final Consumer<String> progress;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private int pupils;

    /**
     * @param url an empty database
     */
    public LogMeasurement(String url, Path keystore, String password, Consumer<String> progress)
            throws SQLException {
        LogWorkbench.migrate(url);
        this.log = new LogWorkbench(url, keystore, password, _ -> {});
        this.progress = progress;
    }

    /** Measures everything; the figures by name, in their order. */
    public Map<String, Double> run(int size, Path folder)
            throws SQLException, IOException, InterruptedException {
        warmUp();
        singleWriter(Math.min(500, size / 10));
        latency(10);
        pupils(Math.min(100_000, size));
        leaves(size);
        log.analyze();
        lookups(size);
        verification(size, folder);
        return figures;
    }

    private void warmUp() throws SQLException {
        progress.accept("warming up");
        for (int i = 0; i < 5; i++) {
            log.append(BATCH, pupils);
            pupils += BATCH;
            log.sign();
        }
    }

    private void singleWriter(int leaves) throws SQLException {
        progress.accept("one leaf per transaction");
        long start = System.nanoTime();
        for (int i = 0; i < leaves; i++) {
            log.append(1, pupils++);
        }
        figures.put("single-writer-durable-leaves", leaves / seconds(start));
    }

    /**
     * Requests of ten leaves that arrive at even distances, whether the ones before are done or
     * not.
     */
    private void latency(int seconds) throws SQLException, InterruptedException {
        progress.accept("a thousand leaves a second");
        int requests = seconds * ARRIVALS_PER_SECOND / LEAVES_PER_REQUEST;
        double[] millis = new double[requests];
        long distance = TimeUnit.SECONDS.toNanos(1) * LEAVES_PER_REQUEST / ARRIVALS_PER_SECOND;
        long start = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            long due = start + i * distance;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            log.append(LEAVES_PER_REQUEST, pupils);
            pupils += LEAVES_PER_REQUEST;
            millis[i] = (System.nanoTime() - due) / 1e6;
        }
        figures.put("append-p99-at-1000-a-second", percentile(millis, 0.99));
    }

    private void pupils(int count) throws SQLException {
        progress.accept("the pupils of a run");
        long start = System.nanoTime();
        log.run(count, pupils);
        log.sign();
        figures.put("per-pupil-entries-new-pupils", count / seconds(start));
        start = System.nanoTime();
        log.run(count, pupils);
        log.sign();
        figures.put("per-pupil-entries", count / seconds(start));
        pupils += count;
    }

    private void leaves(int count) throws SQLException {
        progress.accept("leaves in batches");
        long start = System.nanoTime();
        for (int done = 0; done < count; done += BATCH) {
            log.append(BATCH, pupils + done);
            log.sign();
            if (done % 100_000 == 0) {
                progress.accept(done + " of " + count + " leaves");
            }
        }
        figures.put("durable-leaves", count / seconds(start));
        pupils += count;
    }

    private void lookups(int size) {
        progress.accept("proofs and searches");
        int rounds = 200;
        double[] proofs = new double[rounds];
        double[] searches = new double[rounds];
        for (int i = -20; i < rounds; i++) {
            long start = System.nanoTime();
            log.proof(random.nextLong(size));
            double proof = (System.nanoTime() - start) / 1e6;
            start = System.nanoTime();
            log.search(random.nextInt(pupils));
            double search = (System.nanoTime() - start) / 1e6;
            if (i >= 0) {
                proofs[i] = proof;
                searches[i] = search;
            }
        }
        figures.put("proof-p99", percentile(proofs, 0.99));
        figures.put("search-by-pupil-p99", percentile(searches, 0.99));
    }

    /** In a JVM of its own with 256 MiB, as an officer would. */
    private void verification(int size, Path folder) throws IOException, InterruptedException {
        progress.accept("writing a log of " + size + " leaves as files");
        LogFiles.write(folder.resolve("log"), size);
        progress.accept("verifying it");
        Path output = folder.resolve("report.txt");
        long start = System.nanoTime();
        Process verifier =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "nl.sluitend.node.VerifyLogCommand",
                                        folder.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (verifier.waitFor() != 0) {
            throw new IOException("not verified: " + Files.readString(output));
        }
        figures.put("verification", seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }
}
