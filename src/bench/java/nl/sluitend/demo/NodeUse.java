package nl.sluitend.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a node has used since it started.
 *
 * @param cpuSeconds of all its threads
 * @param peakRssMiB the most memory that was resident, where the system tells; else 0
 * @param bytes that its HTTPS interface read and wrote, bodies alone
 */
record NodeUse(double cpuSeconds, long peakRssMiB, long bytes) {

    static NodeUse of(NodeProcess node) {
        Duration cpu =
                ProcessHandle.of(node.pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO);
        try {
            return new NodeUse(cpu.toNanos() / 1e9, peak(node.pid()), bytes(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long peak(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static long bytes(NodeProcess node) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(node.management().resolve("/q/metrics")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.matches("http_server_bytes_(read|written)_sum.*"))
                    .mapToLong(
                            line ->
                                    (long)
                                            Double.parseDouble(
                                                    line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading metrics", e);
        }
    }
}
