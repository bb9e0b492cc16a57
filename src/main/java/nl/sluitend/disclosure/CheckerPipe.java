package nl.sluitend.disclosure;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * What the node and the process that checks its logs say to each other, over that process's
 * standard input and output. The process asks for published files by name and ends with its report:
 * it has no other way to the logs, and none to write.
 */
final class CheckerPipe {

    private static final int ASKS = 1;
    private static final int REPORTS = 2;
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;
    private static final int UNREADABLE = 2;

    /** The longest message, in bytes: a bundle of 256 entries is 16 MiB at most. */
    private static final int LONGEST = 256 * (LogEntry.MAX_LENGTH + 2);

    private static final TypeReference<List<Asked>> LOGS = new TypeReference<>() {};

    private final DataInputStream in;
    private final DataOutputStream out;

    CheckerPipe(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /**
     * A log that is to be checked.
     *
     * @param id among the logs of the node
     * @param vkey its verifier key, from the key store
     * @param known notes of checkpoints that it must still hold
     */
    record Asked(String id, String vkey, List<String> known) {}

    /** Gives out files of a node. */
    interface Files {
        Optional<byte[]> read(String logId, String path) throws IOException;
    }

    /** The node's side: says which logs, answers until the report comes, and returns that. */
    byte[] serve(List<Asked> logs, Files files) throws IOException {
        write(LeafJson.MAPPER.writeValueAsBytes(logs));
        out.flush();
        while (true) {
            switch (in.readUnsignedByte()) {
                case REPORTS -> {
                    return bytes();
                }
                case ASKS -> answer(files);
                default -> throw new IOException("the checking process says what it may not");
            }
        }
    }

    private void answer(Files files) throws IOException {
        String log = in.readUTF();
        String path = in.readUTF();
        try {
            Optional<byte[]> file = files.read(log, path);
            out.writeByte(file.isPresent() ? PRESENT : ABSENT);
            if (file.isPresent()) {
                write(file.get());
            }
        } catch (IOException e) {
            out.writeByte(UNREADABLE);
            out.writeUTF(String.valueOf(e.getMessage()));
        }
        out.flush();
    }

    /** The process's side: which logs to check. */
    List<Asked> asked() throws IOException {
        return LeafJson.MAPPER.readValue(bytes(), LOGS);
    }

    /** The process's side: the files of one log. */
    LogSource source(String logId) {
        return path -> ask(logId, path);
    }

    private synchronized Optional<byte[]> ask(String logId, String path) throws IOException {
        out.writeByte(ASKS);
        out.writeUTF(logId);
        out.writeUTF(path);
        out.flush();
        return switch (in.readUnsignedByte()) {
            case ABSENT -> Optional.empty();
            case PRESENT -> Optional.of(bytes());
            default -> throw new IOException(in.readUTF());
        };
    }

    /** The process's side: what it found. */
    void report(byte[] report) throws IOException {
        out.writeByte(REPORTS);
        write(report);
        out.flush();
    }

    private void write(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private byte[] bytes() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message of " + length + " bytes");
        }
        return in.readNBytes(length);
    }
}
