package dev.colloquy.instance.types;

/** Errors that more than one room raises. Numbers, severities and texts are those of {@code sys.messages}. */
public final class SqlErrors {
    private SqlErrors() {}

    /** A statement, option or function that the embedded instance does not have; the text names it. */
    public static SqlError notSupported(String what) {
        return new SqlError(40517, 16, 1, what + " is not supported by the embedded instance.");
    }

    /** 15151: the object is missing or hidden from the caller. */
    public static SqlError cannotFind(String verb, String kind, String name) {
        return new SqlError(
                15151,
                16,
                1,
                "Cannot " + verb + " the " + kind + " '" + name
                        + "', because it does not exist or you do not have permission.");
    }

    /** 2714: the name is taken in its schema. */
    public static SqlError duplicateObject(String name) {
        return new SqlError(2714, 16, 6, "There is already an object named '" + name + "' in the database.");
    }

    /** 208: no table, view or queue of that name. */
    public static SqlError invalidObjectName(String name) {
        return new SqlError(208, 16, 1, "Invalid object name '" + name + "'.");
    }

    /** 207: no column of that name. */
    public static SqlError invalidColumnName(String name) {
        return new SqlError(207, 16, 1, "Invalid column name '" + name + "'.");
    }

    /** 229: a permission is missing on an object. */
    public static SqlError permissionDenied(String permission, String object, String database, String schema) {
        return new SqlError(
                229,
                14,
                5,
                "The " + permission + " permission was denied on the object '" + object + "', database '" + database
                        + "', schema '" + schema + "'.");
    }

    /** 1222: a lock was not granted in time. */
    public static SqlError lockTimeout() {
        return new SqlError(1222, 16, 51, "Lock request time out period exceeded.");
    }

    /** 1205: the transaction was chosen as the deadlock victim; it is rolled back. */
    public static SqlError deadlockVictim(int spid) {
        return new SqlError(
                1205,
                13,
                51,
                "Transaction (Process ID " + spid
                        + ") was deadlocked on lock resources with another process and has been chosen as the deadlock"
                        + " victim. Rerun the transaction.");
    }
}
