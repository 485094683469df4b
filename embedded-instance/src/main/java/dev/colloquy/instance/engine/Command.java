package dev.colloquy.instance.engine;

/** The kind of a completed statement with its CurCmd of the DONE tokens ([MS-TDS] "DONE"). */
public enum Command {
    OTHER(0),
    SELECT(0xC1),
    SELECT_INTO(0xC2),
    INSERT(0xC3),
    DELETE(0xC4),
    UPDATE(0xC5),
    MERGE(0x117),
    EXECUTE(0xE0),
    CREATE_TABLE(0xC6),
    DROP_TABLE(0xC7),
    ALTER_TABLE(0xD8),
    CREATE_INDEX(0xC8),
    DROP_INDEX(0xC9),
    CREATE_DATABASE(0xCB),
    DROP_DATABASE(0xCC),
    GRANT(0xCD),
    REVOKE(0xCE),
    DENY(0x99),
    CREATE_PROCEDURE(0xDE),
    DROP_PROCEDURE(0xDF),
    CREATE_SCHEMA(0x14A),
    DROP_SCHEMA(0xB0),
    CREATE_USER(0x13B),
    DROP_USER(0x13D),
    CREATE_ROLE(0x13F),
    ALTER_ROLE(0x140),
    DROP_ROLE(0x141),
    CREATE_LOGIN(0x145),
    ALTER_LOGIN(0x146),
    DROP_LOGIN(0x147),
    ALTER_AUTHORIZATION(0x18C);

    private final int code;

    Command(int code) {
        this.code = code;
    }

    /** The two-byte CurCmd. */
    public int code() {
        return code;
    }
}
