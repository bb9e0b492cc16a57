package nl.sluitend.disclosure;

/**
 * A member of a leaf that concerns a person. In the leaf it stands only as a salted digest; its
 * opening is kept apart, encrypted.
 *
 * @param name the member, for instance {@code outcome}
 * @param value text, a whole number, a boolean, or a list or map of those
 */
public record PersonalMember(String name, Object value) {

    public PersonalMember {
        if (name.isBlank() || name.equals("_sd") || name.equals("...")) {
            throw new IllegalArgumentException("not a name for a personal member");
        }
        LeafJson.requireJson(value);
    }

    @Override
    public String toString() {
        return "PersonalMember[" + name + "=***]";
    }
}
