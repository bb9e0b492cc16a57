package nl.sluitend.convenant;

import nl.sluitend.problem.FieldError;

/**
 * Something that is wrong with the content of a convenant.
 *
 * @param pointer the member (RFC 6901)
 * @param expectation what is expected, in English, for systems
 * @param dutch the same in Dutch, for the people who fill in the form
 */
public record Finding(String pointer, String expectation, String dutch) {

    /** As the interfaces tell it. */
    public FieldError toFieldError() {
        return new FieldError(pointer, expectation);
    }
}
