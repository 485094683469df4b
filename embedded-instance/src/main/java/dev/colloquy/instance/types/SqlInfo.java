package dev.colloquy.instance.types;

/**
 * A message that is not an error: PRINT (number 0), RAISERROR up to severity 10, database and language changes.
 *
 * @param number   as in {@code sys.messages}, 0 for PRINT
 * @param state    1 to 255
 * @param severity 0 to 10
 * @param text     at most 2,047 characters
 * @param line     one-based line in the batch or procedure
 */
public record SqlInfo(int number, int state, int severity, String text, int line) {
    /** PRINT: number 0, severity 0. */
    public static SqlInfo print(String text, int line) {
        return new SqlInfo(0, 1, 0, text, line);
    }
}
