package dev.colloquy.instance.broker;

/**
 * What became of a message that arrived.
 *
 * @param acknowledged highest sequence stored of the conversation's direction, -1 if none; what ACCEPTED and DUPLICATE
 *                     acknowledge
 * @param errorCode    positive number of the broker's error; 0 without one
 * @param text         the status of REFUSED or the description of ERROR
 */
public record Disposition(Kind kind, long acknowledged, int errorCode, String text) {
    /** The text of REFUSED for a message that came before an earlier one. The sender goes back. */
    public static final String EARLIER_MISSING = "An earlier message of the conversation has not arrived.";

    /** Outcomes. */
    public enum Kind {
        /** Stored: acknowledge. */
        ACCEPTED,
        /** Was stored before, or the conversation is over: acknowledge again. */
        DUPLICATE,
        /** Not stored; the sender keeps it and tries again ({@link Outbound#refused}). */
        REFUSED,
        /** Never to be stored: the sender's conversation fails ({@link Outbound#failed}). */
        ERROR
    }

    static Disposition accepted(long acknowledged) {
        return new Disposition(Kind.ACCEPTED, acknowledged, 0, "");
    }

    static Disposition duplicate(long acknowledged) {
        return new Disposition(Kind.DUPLICATE, acknowledged, 0, "");
    }

    static Disposition refused(String status) {
        return new Disposition(Kind.REFUSED, -1, 0, status);
    }

    static Disposition error(BrokerError error) {
        return new Disposition(Kind.ERROR, -1, error.number(), error.text());
    }
}
