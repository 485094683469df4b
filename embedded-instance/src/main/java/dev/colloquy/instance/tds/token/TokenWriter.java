package dev.colloquy.instance.tds.token;

import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.type.Collation;
import dev.colloquy.instance.tds.type.ValueEncoder;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import java.util.List;

/** Writes tokens ([MS-TDS] 2.2.7 "Packet Data Token Stream Definition"), each method one; integers little endian. */
public final class TokenWriter {
    static final int RETURNSTATUS = 0x79;
    static final int COLMETADATA = 0x81;
    static final int ERROR = 0xAA;
    static final int INFO = 0xAB;
    static final int RETURNVALUE = 0xAC;
    static final int LOGINACK = 0xAD;
    static final int ROW = 0xD1;
    static final int ENVCHANGE = 0xE3;
    public static final int DONE = 0xFD;
    public static final int DONEPROC = 0xFE;
    public static final int DONEINPROC = 0xFF;

    public static final int DONE_FINAL = 0x00;
    public static final int DONE_MORE = 0x01;
    public static final int DONE_ERROR = 0x02;
    public static final int DONE_COUNT = 0x10;
    public static final int DONE_ATTENTION = 0x20;
    public static final int DONE_RPC_IN_BATCH = 0x80;

    private static final int ENV_DATABASE = 1;
    private static final int ENV_LANGUAGE = 2;
    private static final int ENV_PACKET_SIZE = 4;
    private static final int ENV_COLLATION = 7;
    private static final int ENV_BEGIN = 8;
    private static final int ENV_COMMIT = 9;
    private static final int ENV_ROLLBACK = 10;
    private static final int ENV_RESET = 18;

    private static final int FLAG_NULLABLE = 0x01;
    /** Whether a column can be updated is not known. */
    private static final int FLAG_UPDATABLE_UNKNOWN = 0x08;

    private static final int FLAG_IDENTITY = 0x10;
    private static final int STATUS_OUTPUT = 0x01;
    private static final int LONGEST_MESSAGE = 2047;
    private static final String PRODUCT = "Microsoft SQL Server";

    private final PacketWriter out;
    private final String serverName;
    private final boolean shortTokens;

    /**
     * @param serverName  in ERROR and INFO
     * @param shortTokens the client speaks TDS 7.1 or older; it only ever gets ERROR and DONE
     */
    public TokenWriter(PacketWriter out, String serverName, boolean shortTokens) {
        this.out = out;
        this.serverName = serverName.length() > 128 ? serverName.substring(0, 128) : serverName;
        this.shortTokens = shortTokens;
    }

    /** Status, CurCmd, rows. */
    public void done(int token, int status, int command, long rowCount) {
        out.writeByte(token);
        out.writeUShort(status);
        out.writeUShort(command);
        if (shortTokens) {
            out.writeLong((int) rowCount);
        } else {
            out.writeLongLong(rowCount);
        }
    }

    public void error(SqlError error) {
        String text = error.getMessage() == null ? "" : error.getMessage();
        message(ERROR, error.number(), error.state(), error.severity(), text, error.procedure(), error.line());
    }

    public void info(SqlInfo info) {
        message(INFO, info.number(), info.state(), info.severity(), info.text(), "", info.line());
    }

    private void message(int token, int number, int state, int severity, String text, String procedure, int line) {
        int characters = Math.min(text.length(), LONGEST_MESSAGE);
        int procedureLength = Math.min(procedure.length(), 128);
        int lineLength = shortTokens ? 2 : 4;
        out.writeByte(token);
        out.writeUShort(6 + 2 + 2 * characters + 1 + 2 * serverName.length() + 1 + 2 * procedureLength + lineLength);
        out.writeLong(number);
        out.writeByte(state);
        out.writeByte(severity);
        out.writeUsVarchar(text, characters);
        out.writeBVarchar(serverName);
        out.writeByte(procedureLength);
        out.utf16(procedure, procedureLength);
        out.writeUnsigned(Math.max(1, line), lineLength);
    }

    public void returnStatus(int status) {
        out.writeByte(RETURNSTATUS);
        out.writeLong(status);
    }

    public void returnValue(int ordinal, String name, SqlType type, Object value) {
        ValueEncoder encoder = ValueEncoder.of(outputType(type));
        out.writeByte(RETURNVALUE);
        out.writeUShort(ordinal);
        out.writeBVarchar(name);
        out.writeByte(STATUS_OUTPUT);
        out.writeLong(encoder.userType());
        out.writeUShort(0);
        encoder.writeTypeInfo(out);
        encoder.write(out, value);
    }

    /** text, ntext and image cannot be output parameters; their (max) forms say the same. */
    private static SqlType outputType(SqlType type) {
        return switch (type.kind()) {
            case TEXT -> SqlType.VARCHAR_MAX;
            case NTEXT -> SqlType.NVARCHAR_MAX;
            case IMAGE -> SqlType.VARBINARY_MAX;
            default -> type;
        };
    }

    public void columns(List<ResultColumn> columns, ValueEncoder[] encoders) {
        out.writeByte(COLMETADATA);
        out.writeUShort(columns.size());
        for (int i = 0; i < encoders.length; i++) {
            ResultColumn column = columns.get(i);
            ValueEncoder encoder = encoders[i];
            out.writeLong(encoder.userType());
            out.writeUShort(FLAG_UPDATABLE_UNKNOWN
                    | (column.nullable() ? FLAG_NULLABLE : 0)
                    | (column.identity() ? FLAG_IDENTITY : 0));
            encoder.writeTypeInfo(out);
            if (encoder.hasTableName()) {
                out.writeByte(1);
                out.writeUShort(0);
            }
            int nameLength = Math.min(column.name().length(), 128);
            out.writeByte(nameLength);
            out.utf16(column.name(), nameLength);
        }
    }

    public void row(ValueEncoder[] encoders, Object[] values) {
        out.writeByte(ROW);
        for (int i = 0; i < encoders.length; i++) {
            encoders[i].write(out, values[i]);
        }
    }

    /** Product and version; the version of the protocol is the only number in big endian. */
    public void loginAcknowledged(int tdsVersion) {
        out.writeByte(LOGINACK);
        out.writeUShort(1 + 4 + 1 + 2 * PRODUCT.length() + 4);
        out.writeByte(1);
        out.writeLong(Integer.reverseBytes(tdsVersion));
        out.writeBVarchar(PRODUCT);
        out.writeByte(ProductVersion.MAJOR);
        out.writeByte(ProductVersion.MINOR);
        out.writeByte(ProductVersion.BUILD >> 8);
        out.writeByte(ProductVersion.BUILD);
    }

    public void databaseChanged(String database, String former) {
        textChanged(ENV_DATABASE, database, former);
    }

    public void languageChanged(String language) {
        textChanged(ENV_LANGUAGE, language, "");
    }

    public void packetSizeChanged(int size, int former) {
        textChanged(ENV_PACKET_SIZE, Integer.toString(size), Integer.toString(former));
    }

    public void collationChanged() {
        byte[] collation = Collation.bytes();
        envChange(ENV_COLLATION, 1 + collation.length + 1);
        out.writeByte(collation.length);
        out.bytes(collation);
        out.writeByte(0);
    }

    public void transactionBegan(long id) {
        envChange(ENV_BEGIN, 10);
        out.writeByte(8);
        out.writeLongLong(id);
        out.writeByte(0);
    }

    public void transactionCommitted(long id) {
        transactionEnded(ENV_COMMIT, id);
    }

    public void transactionRolledBack(long id) {
        transactionEnded(ENV_ROLLBACK, id);
    }

    public void connectionReset() {
        envChange(ENV_RESET, 2);
        out.writeUShort(0);
    }

    private void transactionEnded(int type, long id) {
        envChange(type, 10);
        out.writeByte(0);
        out.writeByte(8);
        out.writeLongLong(id);
    }

    private void textChanged(int type, String value, String former) {
        envChange(type, 2 + 2 * value.length() + 2 * former.length());
        out.writeBVarchar(value);
        out.writeBVarchar(former);
    }

    private void envChange(int type, int length) {
        out.writeByte(ENVCHANGE);
        out.writeUShort(1 + length);
        out.writeByte(type);
    }
}
