package nl.sluitend.demo;

/** The demo cannot go on; the message tells a person why. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoFailure(String message) {
        super(message);
    }
}
