package nl.sluitend.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Takes a base backup of a PostgreSQL server as {@code pg_basebackup} does, over the replication
 * protocol: every file that a standby would get, the write-ahead log included.
 */
final class BaseBackup {

    private static final int PROTOCOL = 196_608;

    private BaseBackup() {}

    /** Takes the octets of the backup, in order. */
    interface Receiver {
        void take(byte[] octets);
    }

    /**
     * @param port of a server on this machine that trusts the user {@code postgres}
     */
    static void of(int port, Receiver receiver) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
            send(out, -1, startup());
            await(in, receiver);
            send(
                    out,
                    'Q',
                    "BASE_BACKUP (LABEL 'test', CHECKPOINT 'fast', WAL, MANIFEST 'no')\0"
                            .getBytes(UTF_8));
            await(in, receiver);
        }
    }

    private static byte[] startup() throws IOException {
        var octets = new ByteArrayOutputStream();
        new DataOutputStream(octets).writeInt(PROTOCOL);
        octets.write("user\0postgres\0replication\0true\0\0".getBytes(UTF_8));
        return octets.toByteArray();
    }

    /**
     * @param type negative for the first message, which has none
     */
    private static void send(DataOutputStream out, int type, byte[] body) throws IOException {
        if (type >= 0) {
            out.writeByte(type);
        }
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }

    /** Reads until the server waits for a command. */
    private static void await(DataInputStream in, Receiver receiver) throws IOException {
        while (true) {
            int type = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            switch (type) {
                case 'Z' -> {
                    return;
                }
                case 'E' -> throw new IOException(new String(body, UTF_8).replace('\0', ' '));
                case 'd' -> {
                    // Octets of an archive; the others name one or tell how far it is.
                    if (body[0] == 'd') {
                        receiver.take(java.util.Arrays.copyOfRange(body, 1, body.length));
                    }
                }
                default -> {}
            }
        }
    }
}
