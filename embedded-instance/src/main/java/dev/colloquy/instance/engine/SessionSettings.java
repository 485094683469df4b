package dev.colloquy.instance.engine;

/**
 * The SET options of a session. A procedure or nested batch works on a copy that vanishes with it, so that what it sets
 * does not outlive it.
 */
final class SessionSettings {
    /** The bits of {@code @@OPTIONS}, see "Configure the user options (server configuration option)". */
    static final int IMPLICIT_TRANSACTIONS = 2;

    static final int CURSOR_CLOSE_ON_COMMIT = 4;
    static final int ANSI_WARNINGS = 8;
    static final int ANSI_PADDING = 16;
    static final int ANSI_NULLS = 32;
    static final int ARITHABORT = 64;
    static final int ARITHIGNORE = 128;
    static final int QUOTED_IDENTIFIER = 256;
    static final int NOCOUNT = 512;
    static final int ANSI_NULL_DFLT_ON = 1024;
    static final int ANSI_NULL_DFLT_OFF = 2048;
    static final int CONCAT_NULL_YIELDS_NULL = 4096;
    static final int NUMERIC_ROUNDABORT = 8192;
    static final int XACT_ABORT = 16384;
    /** Not part of {@code @@OPTIONS}. */
    static final int FMTONLY = 1 << 20;

    static final int NOEXEC = 1 << 21;
    static final int PARSEONLY = 1 << 22;

    private static final int SHOWN = (1 << 20) - 1;
    private static final int AT_LOGIN =
            ANSI_WARNINGS | ANSI_PADDING | ANSI_NULLS | QUOTED_IDENTIFIER | ANSI_NULL_DFLT_ON | CONCAT_NULL_YIELDS_NULL;

    private int switches = AT_LOGIN;
    /** Rows after which SELECT stops; 0 for no limit. */
    long rowCount;
    /** Bytes of a (max) value that a result carries. */
    int textSize = Integer.MAX_VALUE;
    /** Milliseconds; -1 for no limit of its own. */
    int lockTimeout = -1;

    int dateFirst = 7;
    String dateFormat = "mdy";
    String isolation = "READ COMMITTED";

    SessionSettings copy() {
        SessionSettings copy = new SessionSettings();
        copy.switches = switches;
        copy.rowCount = rowCount;
        copy.textSize = textSize;
        copy.lockTimeout = lockTimeout;
        copy.dateFirst = dateFirst;
        copy.dateFormat = dateFormat;
        copy.isolation = isolation;
        return copy;
    }

    boolean isOn(int option) {
        return (switches & option) != 0;
    }

    void turn(int option, boolean on) {
        switches = on ? switches | option : switches & ~option;
    }

    /** {@code @@OPTIONS}. */
    int options() {
        return switches & SHOWN;
    }

    /** True while statements are not to be executed: FMTONLY, NOEXEC or PARSEONLY. */
    boolean skipsExecution() {
        return (switches & (FMTONLY | NOEXEC | PARSEONLY)) != 0;
    }
}
