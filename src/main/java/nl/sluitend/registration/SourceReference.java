package nl.sluitend.registration;

/**
 * How a source system knows a registration.
 *
 * @param sourceSystem client id of the source system
 * @param reference personal: never in an address or a log line
 */
public record SourceReference(String sourceSystem, String reference) {
    @Override
    public String toString() {
        return "SourceReference[" + sourceSystem + ", masked]";
    }
}
