package nl.sluitend.party;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;

/** A call that got no answer, told in a way that says what to look at. */
public final class Unanswered extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * @param address what was called
     * @param cause why it failed; often without a message of its own
     */
    public Unanswered(URI address, IOException cause) {
        super(server(address) + reason(cause), cause);
    }

    private static String server(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case ConnectException _ -> " cannot be reached: is the address right, and does it run?";
            case HttpTimeoutException _ -> " does not answer in time";
            case SSLException e ->
                    " has a certificate that is not trusted, or speaks no TLS 1.3: "
                            + e.getMessage();
            default -> " gives no answer: " + cause;
        };
    }
}
