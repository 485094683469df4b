package dev.colloquy.instance.tsql;

/**
 * The reserved keywords of "Reserved Keywords (Transact-SQL)", except PRECISION, which the server takes as the name of a
 * column (drivers and the catalog views use it without quotes). Words that are not reserved (SEND, RECEIVE, THROW, STATUS
 * …) may be identifiers; the parsers recognise them by their text where the grammar has them.
 */
enum Keyword {
    ADD,
    ALL,
    ALTER,
    AND,
    ANY,
    AS,
    ASC,
    AUTHORIZATION,
    BACKUP,
    BEGIN,
    BETWEEN,
    BREAK,
    BROWSE,
    BULK,
    BY,
    CASCADE,
    CASE,
    CHECK,
    CHECKPOINT,
    CLOSE,
    CLUSTERED,
    COALESCE,
    COLLATE,
    COLUMN,
    COMMIT,
    COMPUTE,
    CONSTRAINT,
    CONTAINS,
    CONTAINSTABLE,
    CONTINUE,
    CONVERT,
    CREATE,
    CROSS,
    CURRENT,
    CURRENT_DATE,
    CURRENT_TIME,
    CURRENT_TIMESTAMP,
    CURRENT_USER,
    CURSOR,
    DATABASE,
    DBCC,
    DEALLOCATE,
    DECLARE,
    DEFAULT,
    DELETE,
    DENY,
    DESC,
    DISK,
    DISTINCT,
    DISTRIBUTED,
    DOUBLE,
    DROP,
    DUMP,
    ELSE,
    END,
    ERRLVL,
    ESCAPE,
    EXCEPT,
    EXEC,
    EXECUTE,
    EXISTS,
    EXIT,
    EXTERNAL,
    FETCH,
    FILE,
    FILLFACTOR,
    FOR,
    FOREIGN,
    FREETEXT,
    FREETEXTTABLE,
    FROM,
    FULL,
    FUNCTION,
    GOTO,
    GRANT,
    GROUP,
    HAVING,
    HOLDLOCK,
    IDENTITY,
    IDENTITYCOL,
    IDENTITY_INSERT,
    IF,
    IN,
    INDEX,
    INNER,
    INSERT,
    INTERSECT,
    INTO,
    IS,
    JOIN,
    KEY,
    KILL,
    LEFT,
    LIKE,
    LINENO,
    LOAD,
    MERGE,
    NATIONAL,
    NOCHECK,
    NONCLUSTERED,
    NOT,
    NULL,
    NULLIF,
    OF,
    OFF,
    OFFSETS,
    ON,
    OPEN,
    OPENDATASOURCE,
    OPENQUERY,
    OPENROWSET,
    OPENXML,
    OPTION,
    OR,
    ORDER,
    OUTER,
    OVER,
    PERCENT,
    PIVOT,
    PLAN,
    PRIMARY,
    PRINT,
    PROC,
    PROCEDURE,
    PUBLIC,
    RAISERROR,
    READ,
    READTEXT,
    RECONFIGURE,
    REFERENCES,
    REPLICATION,
    RESTORE,
    RESTRICT,
    RETURN,
    REVERT,
    REVOKE,
    RIGHT,
    ROLLBACK,
    ROWCOUNT,
    ROWGUIDCOL,
    RULE,
    SAVE,
    SCHEMA,
    SELECT,
    SESSION_USER,
    SET,
    SETUSER,
    SHUTDOWN,
    SOME,
    STATISTICS,
    SYSTEM_USER,
    TABLE,
    TABLESAMPLE,
    TEXTSIZE,
    THEN,
    TO,
    TOP,
    TRAN,
    TRANSACTION,
    TRIGGER,
    TRUNCATE,
    TRY_CONVERT,
    TSEQUAL,
    UNION,
    UNIQUE,
    UNPIVOT,
    UPDATE,
    UPDATETEXT,
    USE,
    USER,
    VALUES,
    VARYING,
    VIEW,
    WAITFOR,
    WHEN,
    WHERE,
    WHILE,
    WITH,
    WRITETEXT;

    /** Open addressing over a power of two, four times as large as the set: nearly every probe is the first. */
    private static final int SLOTS = 1024;

    private static final int LONGEST = 17;
    private static final Keyword[] LOOKUP = table();

    private static Keyword[] table() {
        Keyword[] table = new Keyword[SLOTS];
        for (Keyword keyword : values()) {
            char[] name = keyword.name().toCharArray();
            int slot = slot(name, 0, name.length);
            while (table[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            table[slot] = keyword;
        }
        return table;
    }

    /** The keyword that the characters from start to end spell in any letter case, {@code null} if there is none. */
    static Keyword find(char[] source, int start, int end) {
        if (end - start > LONGEST) {
            return null;
        }
        for (int slot = slot(source, start, end); LOOKUP[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
            if (LOOKUP[slot].isSpelled(source, start, end)) {
                return LOOKUP[slot];
            }
        }
        return null;
    }

    private boolean isSpelled(char[] source, int start, int end) {
        String name = name();
        if (name.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char wanted = name.charAt(i - start);
            if (source[i] != wanted && !(wanted != '_' && source[i] == (wanted | 0x20))) {
                return false;
            }
        }
        return true;
    }

    /** Letter case does not change the hash: the bit that tells the cases apart is left out. */
    private static int slot(char[] source, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + (source[i] & ~0x20);
        }
        return (hash ^ (hash >>> 10)) & (SLOTS - 1);
    }
}
