package nl.sluitend.node;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import nl.sluitend.disclosure.LogChecker;

/**
 * The process that the node starts to have its logs checked: talks with the node over standard
 * input and output, and is of no use to people, who have {@code verify-log}.
 */
public final class CheckLogsCommand {

    private CheckLogsCommand() {}

    /** Checks what the node asks, and ends. */
    public static void main(String[] arguments) throws IOException {
        PrintStream toNode = System.out;
        System.setOut(System.err);
        LogChecker.run(System.in, toNode, Clock.systemUTC());
    }
}
