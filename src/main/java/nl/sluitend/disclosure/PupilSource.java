package nl.sluitend.disclosure;

import java.util.List;

/** Gives what a run recorded of its pupils, some at a time. */
@FunctionalInterface
public interface PupilSource {

    /** The pupils from one place (inclusive) to another (exclusive). */
    List<PupilMembers> range(int from, int until);
}
