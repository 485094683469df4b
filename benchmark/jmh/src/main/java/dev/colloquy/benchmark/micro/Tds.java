package dev.colloquy.benchmark.micro;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.ProcedureCall;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.packet.Transport;
import dev.colloquy.instance.tds.token.ResponseWriter;
import dev.colloquy.instance.tds.token.RpcRequest;
import dev.colloquy.instance.tds.token.TokenWriter;
import dev.colloquy.instance.types.SqlType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What goes over the wire between driver and instance: a result of sixteen messages out, a call of a procedure in. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Tds {
    private static final int ROWS = 16;
    private static final int EXECUTE_SQL = 10;
    private static final int NVARCHAR = 0xE7;
    private static final int MAX_BYTES = 8_000;
    private static final byte[] COLLATION = {0x09, 0x04, (byte) 0xD0, 0x00, 0x34};

    private final List<ResultColumn> columns = List.of(
            ResultColumn.of("conversation_handle", SqlType.UNIQUEIDENTIFIER),
            ResultColumn.of("message_type_name", SqlType.nvarchar(128)),
            ResultColumn.of("message_body", SqlType.nvarchar(4000)),
            ResultColumn.of("message_sequence_number", SqlType.BIGINT));
    private final Object[] row = {
        UUID.fromString("b3f2a6c0-93a1-4d8f-8a53-0e9d6a4f1c27"),
        "//BothDB/2InstSample/RequestMessage",
        "<RequestMsg>Message for Target service.</RequestMsg>",
        1L
    };
    private final PacketWriter out = new PacketWriter(new Nowhere());
    private final ResponseWriter response = new ResponseWriter(out, new TokenWriter(out, "BENCHMARK", false));
    private final byte[] request = call();

    @Benchmark
    public long encodeRows() {
        response.begin();
        response.columns(columns);
        for (int i = 0; i < ROWS; i++) {
            response.row(row);
        }
        response.done(Command.SELECT, true, ROWS, false);
        response.end();
        return out.position();
    }

    @Benchmark
    public ProcedureCall decodeCall() {
        return new RpcRequest(new MessageReader(request, 0, request.length)).next();
    }

    /** sp_executesql by its number, with statement, declarations and one value ([MS-TDS] 2.2.6.6). */
    private static byte[] call() {
        ByteBuffer bytes = ByteBuffer.allocate(1_024).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 0xFFFF).putShort((short) EXECUTE_SQL).putShort((short) 0);
        argument(bytes, "EXEC dbo.begin_conversation @P0");
        argument(bytes, "@P0 nvarchar(4000)");
        argument(bytes, "<RequestMsg>Message for Target service.</RequestMsg>");
        byte[] whole = new byte[bytes.position()];
        bytes.flip();
        bytes.get(whole);
        return whole;
    }

    private static void argument(ByteBuffer bytes, String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_16LE);
        bytes.put((byte) 0)
                .put((byte) 0)
                .put((byte) NVARCHAR)
                .putShort((short) MAX_BYTES)
                .put(COLLATION);
        bytes.putShort((short) value.length).put(value);
    }

    /** A client that reads at once and sends nothing. */
    private static final class Nowhere implements Transport {
        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public void write(ByteBuffer source) {
            source.position(source.limit());
        }

        @Override
        public boolean hasInput() {
            return false;
        }
    }
}
