package nl.sluitend.party;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Revocation lists from the web: fetched when they are asked for, kept for an hour, and kept longer
 * when they cannot be fetched; whoever asks sees from the list itself how old it is. No redirects;
 * bounded in time and size.
 */
final class FetchedLists {

    /** Largest list, in bytes. */
    static final int MOST = 32 << 20;

    private static final Logger LOG = Logger.getLogger(FetchedLists.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private final Map<URI, Entry> entries = new ConcurrentHashMap<>();

    /** Made when it is first needed. */
    private static final class Http {
        static final HttpClient CLIENT =
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    FetchedLists(Clock clock) {
        this.clock = clock;
    }

    /** The list at an address; one caller fetches, others wait for it. */
    private final class Entry {

        private final URI address;
        private @Nullable X509CRL list;
        private Instant again = Instant.MIN;

        Entry(URI address) {
            this.address = address;
        }

        synchronized Optional<X509CRL> get() {
            Instant now = clock.instant();
            if (!now.isBefore(again)) {
                Optional<X509CRL> fresh = fetch(address);
                fresh.ifPresent(this::take);
                again = now.plus(fresh.isPresent() ? FRESH : RETRY);
            }
            return Optional.ofNullable(list);
        }

        /** An older list than the one at hand would take a revocation back. */
        private void take(X509CRL fresh) {
            X509CRL known = list;
            if (known == null || !issued(fresh).isBefore(issued(known))) {
                list = fresh;
            }
        }
    }

    private static Instant issued(X509CRL list) {
        return list.getThisUpdate().toInstant();
    }

    /** The newest list that this address ever gave; empty when it never gave one. */
    Optional<X509CRL> get(URI address) {
        return entries.computeIfAbsent(address, Entry::new).get();
    }

    private Optional<X509CRL> fetch(URI address) {
        try {
            HttpResponse<byte[]> answer =
                    Http.CLIENT.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST));
            if (answer.statusCode() == 200) {
                return Optional.of(parse(answer.body()));
            }
            LOG.errorf("the revocation list %s answers %d", address, answer.statusCode());
        } catch (IOException | CRLException | CertificateException e) {
            LOG.errorf("the revocation list %s cannot be fetched: %s", address, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.errorf(e, "fetching the revocation list %s was interrupted", address);
        }
        return Optional.empty();
    }

    /** Reads a list, DER or PEM. */
    static X509CRL parse(byte[] list) throws CRLException, CertificateException {
        X509CRL read =
                (X509CRL)
                        CertificateFactory.getInstance("X.509")
                                .generateCRL(new ByteArrayInputStream(list));
        if (read == null) {
            throw new CRLException("it is empty");
        }
        return read;
    }
}
