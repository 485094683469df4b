package dev.colloquy.instance.engine.relational;

/** The counter behind rowversion columns; it never goes back. */
final class RowVersions {
    /** The statement that creates the counter. */
    static final String DEFINITION = "CREATE SEQUENCE IF NOT EXISTS colloquy.row_version START WITH 2000";

    /** The next value, in SQL. */
    static final String NEXT = "CAST(NEXT VALUE FOR colloquy.row_version AS BINARY(8))";

    private RowVersions() {}
}
