package nl.sluitend.node;

/** Keycloak does not do what was asked; the message says what and why. */
final class KeycloakRefusalException extends Exception {

    private static final long serialVersionUID = 1L;

    KeycloakRefusalException(String message) {
        super(message);
    }
}
