package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;

/** Statements of T-SQL that the embedded instance does not have; each is refused by name. */
final class Unsupported {
    /** Longer phrases before the shorter ones that begin them. */
    private static final String[][] PHRASES = split(
            "EXECUTE AS",
            "BEGIN DISTRIBUTED",
            "BEGIN ATOMIC",
            "BULK INSERT",
            "BACKUP DATABASE",
            "BACKUP LOG",
            "BACKUP MASTER KEY",
            "BACKUP SERVICE MASTER KEY",
            "RESTORE MASTER KEY",
            "RESTORE DATABASE",
            "RESTORE",
            "OPEN MASTER KEY",
            "OPEN SYMMETRIC KEY",
            "OPEN",
            "CLOSE MASTER KEY",
            "CLOSE",
            "FETCH",
            "DEALLOCATE",
            "GOTO",
            "KILL",
            "DBCC",
            "REVERT",
            "SETUSER",
            "CHECKPOINT",
            "SHUTDOWN",
            "RECONFIGURE",
            "READTEXT",
            "WRITETEXT",
            "UPDATETEXT",
            "LINENO",
            "DUMP",
            "LOAD",
            "DISABLE TRIGGER",
            "ENABLE TRIGGER",
            "ADD SIGNATURE",
            "ADD COUNTER SIGNATURE");

    /** What may follow CREATE, ALTER and DROP besides the supported kinds. */
    private static final String[][] KINDS = split(
            "VIEW",
            "MATERIALIZED VIEW",
            "FUNCTION",
            "TRIGGER",
            "TYPE",
            "SEQUENCE",
            "SYNONYM",
            "DEFAULT",
            "RULE",
            "AGGREGATE",
            "ASSEMBLY",
            "STATISTICS",
            "FULLTEXT CATALOG",
            "FULLTEXT INDEX",
            "FULLTEXT STOPLIST",
            "PARTITION FUNCTION",
            "PARTITION SCHEME",
            "XML SCHEMA COLLECTION",
            "XML INDEX",
            "PRIMARY XML INDEX",
            "SPATIAL INDEX",
            "COLUMNSTORE INDEX",
            "CLUSTERED COLUMNSTORE INDEX",
            "NONCLUSTERED COLUMNSTORE INDEX",
            "INDEX",
            "EVENT NOTIFICATION",
            "EVENT SESSION",
            "BROKER PRIORITY",
            "MASTER KEY",
            "SERVICE MASTER KEY",
            "SYMMETRIC KEY",
            "ASYMMETRIC KEY",
            "COLUMN MASTER KEY",
            "COLUMN ENCRYPTION KEY",
            "DATABASE ENCRYPTION KEY",
            "DATABASE AUDIT SPECIFICATION",
            "DATABASE SCOPED CONFIGURATION",
            "DATABASE SCOPED CREDENTIAL",
            "CREDENTIAL",
            "CRYPTOGRAPHIC PROVIDER",
            "APPLICATION ROLE",
            "SERVER AUDIT",
            "SERVER CONFIGURATION",
            "SERVER ROLE",
            "SECURITY POLICY",
            "SEARCH PROPERTY LIST",
            "EXTERNAL DATA SOURCE",
            "EXTERNAL FILE FORMAT",
            "EXTERNAL TABLE",
            "EXTERNAL LIBRARY",
            "EXTERNAL LANGUAGE",
            "EXTERNAL RESOURCE POOL",
            "RESOURCE GOVERNOR",
            "RESOURCE POOL",
            "WORKLOAD GROUP",
            "AVAILABILITY GROUP",
            "SIGNATURE",
            "SENSITIVITY CLASSIFICATION",
            "SCHEMA",
            "USER",
            "ROLE",
            "MESSAGE TYPE",
            "CONTRACT");

    private Unsupported() {}

    private static String[][] split(String... phrases) {
        String[][] words = new String[phrases.length][];
        for (int i = 0; i < phrases.length; i++) {
            words[i] = phrases[i].split(" ", -1);
        }
        return words;
    }

    /** The error for a statement that no parser takes: its refusal by name, or 102 and 156. */
    static SqlError statement(TokenCursor cursor) {
        check(cursor);
        return cursor.syntaxError();
    }

    /**
     * Refuses the statement that comes next if it is known but not supported.
     *
     * @throws SqlError naming the statement
     */
    static void check(TokenCursor cursor) {
        for (String[] phrase : PHRASES) {
            if (cursor.atWords(phrase)) {
                throw cursor.notSupported(String.join(" ", phrase));
            }
        }
    }

    /** The error for what follows CREATE, ALTER or DROP, which have been taken. */
    static SqlError definition(TokenCursor cursor, String verb) {
        for (String[] kind : KINDS) {
            if (cursor.atWords(kind)) {
                return cursor.notSupported(verb + " " + String.join(" ", kind));
            }
        }
        return cursor.syntaxError();
    }
}
