package nl.sluitend.party;

/** A setting that is missing, wrong or weak. Stops the node; the message names the setting. */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * @param setting name of the setting, such as {@code sluitend.party.oin}
     * @param problem what is wrong and what is expected; never a password or key
     */
    public SettingException(String setting, String problem) {
        super(setting + ": " + problem);
        this.setting = setting;
    }

    /** As the other constructor; the message of the cause tells what is wrong. */
    public SettingException(String setting, Exception cause) {
        super(setting + ": " + cause.getMessage(), cause);
        this.setting = setting;
    }

    /** Name of the setting. */
    public String setting() {
        return setting;
    }
}
