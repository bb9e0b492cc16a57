package nl.sluitend.convenant;

/** YAML that is not read, with what is expected in Dutch and the place, without quoting it. */
public final class YamlRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    YamlRefusedException(String message) {
        super(message);
    }
}
