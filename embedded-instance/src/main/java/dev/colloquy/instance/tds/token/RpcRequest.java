package dev.colloquy.instance.tds.token;

import dev.colloquy.instance.engine.ProcedureCall;
import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.tds.type.ParameterType;
import dev.colloquy.instance.tds.type.UnsupportedDataType;
import dev.colloquy.instance.types.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * RPCRequest ([MS-TDS] 2.2.6.6 "RPC Request"): one call or several, separated by 0xFF (or 0xFE). The calls are decoded
 * one by one, so that a message of many calls does not exist twice.
 */
public final class RpcRequest {
    /** Names by ProcID; 0 is not used. */
    private static final List<String> PROCEDURES = List.of(
            "",
            "sp_cursor",
            "sp_cursoropen",
            "sp_cursorprepare",
            "sp_cursorexecute",
            "sp_cursorprepexec",
            "sp_cursorunprepare",
            "sp_cursorfetch",
            "sp_cursoroption",
            "sp_cursorclose",
            "sp_executesql",
            "sp_prepare",
            "sp_execute",
            "sp_prepexec",
            "sp_prepexecrpc",
            "sp_unprepare");

    private static final int BY_PROCEDURE_ID = 0xFFFF;
    /** A parameter begins with the length of its name, at most this; larger bytes separate calls. */
    private static final int LONGEST_NAME = 128;

    private static final int SEPARATOR = 0xFF;
    private static final int SEPARATOR_WITHOUT_EXECUTION = 0xFE;
    private static final int BY_REFERENCE = 0x01;
    private static final int DEFAULT = 0x02;
    private static final int ENCRYPTED = 0x08;

    private final MessageReader in;

    /** Reads calls from behind ALL_HEADERS. */
    public RpcRequest(MessageReader in) {
        this.in = in;
    }

    /** True if there is another call. */
    public boolean hasNext() {
        return in.remaining() > 0;
    }

    /**
     * Decodes the next call.
     *
     * @throws SqlError 8009 for a parameter of a type that the instance does not take; the message cannot be decoded
     *     further
     */
    public ProcedureCall next() {
        String name = name();
        in.readUShort();
        List<ProcedureCall.Argument> arguments = new ArrayList<>();
        while (in.remaining() > 0) {
            int next = in.peekByte();
            if (next > LONGEST_NAME) {
                separator(next);
                break;
            }
            arguments.add(argument(arguments.size() + 1));
        }
        return new ProcedureCall(name, arguments);
    }

    private void separator(int separator) {
        if (separator != SEPARATOR && separator != SEPARATOR_WITHOUT_EXECUTION) {
            throw new ProtocolViolation("separator " + separator + " between calls");
        }
        in.skip(1);
        if (in.remaining() == 0) {
            throw new ProtocolViolation("no call behind a separator");
        }
    }

    private String name() {
        int length = in.readUShort();
        if (length != BY_PROCEDURE_ID) {
            return in.readUtf16(2 * length);
        }
        int id = in.readUShort();
        if (id == 0 || id >= PROCEDURES.size()) {
            throw new ProtocolViolation("ProcID " + id);
        }
        return PROCEDURES.get(id);
    }

    private ProcedureCall.Argument argument(int number) {
        String name = in.readBVarchar();
        int status = in.readByte();
        int dataType = in.peekByte();
        if ((status & ENCRYPTED) != 0) {
            throw unknownType(number, name, dataType);
        }
        try {
            ParameterType type = ParameterType.read(in);
            Object value = type.readValue(in);
            return new ProcedureCall.Argument(
                    name, (status & BY_REFERENCE) != 0, (status & DEFAULT) != 0, type.type(), value);
        } catch (UnsupportedDataType e) {
            throw unknownType(number, name, e.dataType()).causedBy(e);
        }
    }

    private static SqlError unknownType(int number, String name, int dataType) {
        return new SqlError(
                8009,
                "The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect."
                        + " Parameter " + number + " (\"" + name + "\"): Data type 0x"
                        + Integer.toHexString(dataType).toUpperCase(Locale.ROOT) + " is unknown.");
    }
}
