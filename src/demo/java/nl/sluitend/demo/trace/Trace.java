package nl.sluitend.demo.trace;

/**
 * An identifier that was found.
 *
 * @param place the file, table or answer
 * @param kind what it is of, such as {@code bsn}
 * @param form how it was written, such as {@code base64} or {@code SHA-256 hexadecimal}
 * @param offset of its first byte within the place
 */
public record Trace(String place, String kind, String form, int offset) {}
