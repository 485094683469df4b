package dev.colloquy.instance.broker;

/** The body of a stored message; in memory as long as the budget allows, otherwise only in its row. */
final class StoredBody {
    private final int length;
    private volatile byte[] bytes;

    /** A body whose bytes are at hand; null if empty. */
    StoredBody(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes == null ? 0 : bytes.length;
    }

    /** A body that is only in its row. */
    StoredBody(int length) {
        this.length = length;
    }

    /** In bytes. */
    int length() {
        return length;
    }

    /** True if {@link #bytes} has to be read from the row. */
    boolean isInRowOnly() {
        return length > 0 && bytes == null;
    }

    /** Null if empty or only in the row. */
    byte[] bytes() {
        return bytes;
    }

    void dropBytes() {
        bytes = null;
    }
}
