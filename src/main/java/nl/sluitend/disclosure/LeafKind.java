package nl.sluitend.disclosure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a leaf of the log records. */
public enum LeafKind {
    /** A reconciliation session was agreed between two parties. */
    SESSION_OPEN,
    /** Our whole list is about to become comparable for the counterpart. */
    EXPOSURE,
    /** Our whole list goes to the counterpart to count or ask: it can compare nothing with it. */
    SENDING,
    /** We counted: the number of one group, with the counterpart's noise, as a salted digest. */
    COUNT,
    /** The counterpart counted at us, and what that costs. */
    COUNTED,
    /** How one pupil came out of a session: matched, or not held by the other. */
    OUTCOME,
    /** What we alone learned of one pupil of our list: the other has it too, or not. */
    RECEIVED,
    /** Fields of one pupil are about to leave. */
    DISCLOSURE,
    /** A request was refused, and by which rule. */
    REFUSAL,
    /** Both parties signed the same transcript. */
    RECEIPT,
    /** Both parties signed which fields they gave each other. */
    FIELDS_RECEIPT,
    /** A session ended, and how. */
    SESSION_END,
    /** A step in the life of a convenant. */
    CONVENANT,
    /** A person looked into the log, or at a pupil. */
    CONSULTATION,
    /** A key was made, rotated or destroyed. */
    KEY_EVENT,
    /** A setting that bears on disclosure was changed. */
    CONFIGURATION,
    /** The log is alive; once a day. */
    HEARTBEAT,
    /** The state of another log of this node. */
    CHECKPOINT,
    /** What was found in the logs was taken out of the node. */
    EXPORT,
    /** A data subject was given a report. */
    ACCESS_REPORT,
    /** The key of a subject was destroyed. */
    ERASURE,
    /** A step in handling a request of a data subject. */
    RIGHTS_REQUEST,
    /** A match was taken back, or the counterpart confirmed that it was. */
    WITHDRAWAL,
    /** A step in asking people of both parties whether a probable match is one child. */
    PROPOSAL,
    /** What may be a breach of personal data began, or it was decided whether to report it. */
    INCIDENT,
    /**
     * A recipient is told that something was put right, erased or restricted; or it confirmed that,
     * or this party was told, or its people dealt with it.
     */
    NOTICE;

    /** The kind as it is written in a leaf: lower case with hyphens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with that wire name. */
    public static Optional<LeafKind> find(String wireName) {
        return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findFirst();
    }
}
