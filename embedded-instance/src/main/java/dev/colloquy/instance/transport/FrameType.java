package dev.colloquy.instance.transport;

/** What a frame is; the code is its byte on the wire. */
enum FrameType {
    /** First frame of both sides: what each side saw of the preface, nonce. */
    HELLO(1),
    /** Proof that the sender reads the same endpoint secret. */
    PROOF(2),
    /** The accepting side lets the peer in. */
    WELCOME(3),
    /** A side does not accept the other: number and text; then it closes the connection. */
    REFUSED(4),
    /** A message, or the first part of a long one. */
    MESSAGE(10),
    /** A further part of a long message. */
    FRAGMENT(11),
    /** Cumulative acknowledgements. */
    ACKNOWLEDGEMENTS(12),
    /** A message was not stored and is to be sent again later: its transmission_status. */
    STATUS(13),
    /** A message will never be stored: the error for its conversation. */
    ERROR(14),
    /** The receiver does not know the key of a message. */
    NEED_KEY(15),
    /** Nothing to say, but alive. */
    PING(16);

    private static final FrameType[] BY_CODE = new FrameType[17];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static FrameType of(int code) throws ProtocolViolation {
        FrameType type = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (type == null) {
            throw new ProtocolViolation("unknown frame type " + code);
        }
        return type;
    }
}
