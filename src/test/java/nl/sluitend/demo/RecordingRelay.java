package nl.sluitend.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Stands between two nodes and writes down every octet that one sends the other, as it is after
 * decryption. Towards each it has a certificate of the other, of the authority that both trust:
 * what only a test can do. It changes nothing.
 */
final class RecordingRelay implements AutoCloseable {

    private static final int NO_CLIENTS_WAITING = 50;

    private final SSLServerSocket server;
    private final SSLContext onward;
    private final URI target;
    private final List<Recording> recordings = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What was asked and what came back. */
    record Exchange(HttpMessage request, HttpMessage answer) {}

    /** What one connection carried, each way. */
    private static final class Recording {
        private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
        private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
        private int taken;

        private List<Exchange> rest() {
            List<HttpMessage> requests = HttpMessage.all(octets(asked));
            List<HttpMessage> answers = HttpMessage.all(octets(answered));
            List<Exchange> rest = new ArrayList<>();
            for (; taken < Math.min(requests.size(), answers.size()); taken++) {
                rest.add(new Exchange(requests.get(taken), answers.get(taken)));
            }
            return rest;
        }

        private static byte[] octets(ByteArrayOutputStream side) {
            synchronized (side) {
                return side.toByteArray();
            }
        }
    }

    /**
     * Listens on a port of its own.
     *
     * @param caller whom the called node is to see
     * @param called whom the caller is to see
     */
    RecordingRelay(
            DemoAuthority authority,
            DemoAuthority.Issued caller,
            DemoAuthority.Issued called,
            URI target) {
        this.target = target;
        this.onward = context(authority, caller);
        try {
            server =
                    (SSLServerSocket)
                            context(authority, called)
                                    .getServerSocketFactory()
                                    .createServerSocket(
                                            0,
                                            NO_CLIENTS_WAITING,
                                            InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setNeedClientAuth(true);
        Thread.ofVirtual().start(this::accept);
    }

    /** For a party that this authority vouches for. */
    static SSLContext context(DemoAuthority authority, DemoAuthority.Issued own) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authority.trust());
            KeyStore store = KeyStore.getInstance("PKCS12");
            char[] none = new char[0];
            store.load(null, none);
            store.setKeyEntry("own", own.key(), none, own.chain().toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, none);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI url() {
        return URI.create("https://localhost:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                open.add(caller);
                Thread.ofVirtual().start(() -> relay(caller));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void relay(Socket caller) {
        var recording = new Recording();
        synchronized (recordings) {
            recordings.add(recording);
        }
        try (caller;
                Socket called =
                        onward.getSocketFactory()
                                .createSocket(target.getHost(), target.getPort())) {
            Thread answers =
                    Thread.ofVirtual().start(() -> pump(called, caller, recording.answered));
            pump(caller, called, recording.asked);
            answers.join();
        } catch (IOException e) {
            // The node that is called is away: the caller sees its connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(caller);
        }
    }

    /** Ends every connection in the middle of what it carries; gives how many that were. */
    int cut() {
        int cut = 0;
        for (Socket caller : open) {
            try {
                caller.close();
                cut++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cut;
    }

    private static void pump(Socket from, Socket to, ByteArrayOutputStream record) {
        var buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (record) {
                    record.write(buffer, 0, read);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
            to.close();
        } catch (IOException e) {
            // One of the two has ended the connection.
        }
    }

    /** Every exchange that came to its end since the last call. */
    List<Exchange> taken() {
        synchronized (recordings) {
            return recordings.stream().flatMap(recording -> recording.rest().stream()).toList();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
