package nl.sluitend.problem;

/**
 * One thing that is wrong with one part of a request.
 *
 * @param field where: a JSON pointer into the body ({@code /startDate}), or the name of a query
 *     parameter or header
 * @param message what is wrong and what is expected; never the value itself, which may identify a
 *     pupil
 */
public record FieldError(String field, String message) {}
