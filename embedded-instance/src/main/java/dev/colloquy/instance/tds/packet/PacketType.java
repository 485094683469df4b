package dev.colloquy.instance.tds.packet;

/** The first byte of each packet and the bits of the second ([MS-TDS] 2.2.3.1 "Packet Header"). */
public final class PacketType {
    public static final int SQL_BATCH = 0x01;
    public static final int RPC = 0x03;
    public static final int TABULAR_RESULT = 0x04;
    public static final int ATTENTION = 0x06;
    public static final int BULK_LOAD = 0x07;
    public static final int TRANSACTION_MANAGER = 0x0E;
    public static final int LOGIN7 = 0x10;
    public static final int PRELOGIN = 0x12;
    /** Not a packet: the first byte of a TLS handshake record, with which TDS 8.0 begins. */
    public static final int TLS_HANDSHAKE = 0x16;

    static final int EOM = 0x01;
    static final int IGNORE = 0x02;
    static final int RESET_CONNECTION = 0x08;
    static final int RESET_CONNECTION_KEEP_TRANSACTION = 0x10;

    /** Bytes of the header: type, status, length (big endian), spid (big endian), packet id, window. */
    static final int HEADER_LENGTH = 8;

    private PacketType() {}

    static boolean isRequest(int type) {
        return switch (type) {
            case SQL_BATCH, RPC, ATTENTION, BULK_LOAD, TRANSACTION_MANAGER, LOGIN7, PRELOGIN -> true;
            default -> false;
        };
    }
}
