package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The source system {@code test-subjects}, whose references are numbers of test pupils. */
@ApplicationScoped
class TestSubjects {

    static final String SOURCE = "test-subjects";

    void answer(@Observes SubjectAsked asked) {
        if (asked.sourceSystem().equals(SOURCE)) {
            asked.add(TestLeaves.pupil(Integer.parseInt(asked.reference())).value());
        }
    }
}
