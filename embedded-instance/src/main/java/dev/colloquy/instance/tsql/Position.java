package dev.colloquy.instance.tsql;

/**
 * Where a statement begins in its batch.
 *
 * @param line   one-based line
 * @param offset zero-based UTF-16 offset of the first character
 */
public record Position(int line, int offset) {
    /** A node that the instance made itself. */
    public static final Position NONE = new Position(1, 0);
}
