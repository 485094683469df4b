package dev.colloquy.instance.tds.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketWriterTest {
    private final Wire.Sink sink = new Wire.Sink(Integer.MAX_VALUE);
    private final PacketWriter out = new PacketWriter(sink);

    private List<String> packets() {
        List<String> packets = new ArrayList<>();
        ByteBuffer all = ByteBuffer.wrap(sink.all());
        while (all.hasRemaining()) {
            int length = all.getShort(all.position() + 2) & 0xFFFF;
            packets.add("status " + all.get(all.position() + 1) + " length " + length + " id "
                    + all.get(all.position() + 6));
            all.position(all.position() + length);
        }
        return packets;
    }

    @Test
    void short_message_is_one_packet_with_the_spid_in_one_write() {
        out.setSpid(55);
        out.begin(PacketType.TABULAR_RESULT);
        out.writeByte(0xAA);
        out.end();

        assertEquals("0401000900370100AA", Wire.hex(sink.all()));
        assertEquals(1, sink.writes);
    }

    @Test
    void exactly_full_packet_is_the_last_one_instead_of_an_empty_one_behind_it() {
        out.setPacketSize(512);
        out.begin(PacketType.TABULAR_RESULT);
        out.bytes(new byte[2 * 504]);
        out.end();

        assertEquals(List.of("status 0 length 512 id 1", "status 1 length 512 id 2"), packets());
    }

    @Test
    void values_survive_at_every_offset_to_the_packet_border() {
        out.setPacketSize(512);
        for (int offset = 490; offset < 520; offset++) {
            int before = sink.payload().length;
            out.begin(PacketType.TABULAR_RESULT);
            out.fill(0, offset);
            out.writeLong(0x01020304);
            out.writeLongLong(0x1112131415161718L);
            out.writeUsVarchar("xyz", 3);
            out.end();
            byte[] payload = sink.payload();
            MessageReader reader = new MessageReader(payload, before + offset, payload.length - before - offset);
            assertEquals(0x01020304, reader.readLong());
            assertEquals(0x1112131415161718L, reader.readLongLong());
            assertEquals("xyz", reader.readUsVarchar());
        }
    }

    @Test
    void long_message_leaves_in_pieces_and_arrives_whole() {
        byte[] content = new byte[1_000_003];
        new Random(1).nextBytes(content);
        out.setPacketSize(8000);
        out.begin(PacketType.TABULAR_RESULT);
        out.bytes(content);
        out.end();

        assertArrayEquals(content, sink.payload());
        assertTrue(sink.writes < 40, "writes: " + sink.writes);
    }

    @Test
    void flush_sends_what_there_is_and_nothing_if_there_is_nothing() {
        out.begin(PacketType.TABULAR_RESULT);
        out.flush();
        assertEquals(0, sink.writes);
        out.writeByte(1);
        out.flush();
        out.writeByte(2);
        out.end();

        assertEquals(List.of("status 0 length 9 id 1", "status 1 length 9 id 2"), packets());
    }

    @Test
    void bytes_not_sent_yet_can_be_taken_back() {
        out.begin(PacketType.TABULAR_RESULT);
        out.writeByte(1);
        long start = out.position();
        out.writeLongLong(-1);
        assertTrue(out.truncate(start));
        out.flush();
        assertFalse(out.truncate(0));
        out.writeByte(2);
        out.end();

        assertEquals("0102", Wire.hex(sink.payload()));
    }

    @Test
    void collects_in_memory_when_the_client_does_not_read_and_sends_all_in_the_end() {
        byte[] content = new byte[3_000_000];
        new Random(2).nextBytes(content);
        sink.setCapacity(100_000);
        out.begin(PacketType.TABULAR_RESULT);
        out.bytes(content);
        assertTrue(out.isHeldBack());
        int writes = sink.writes;
        out.bytes(content);
        assertEquals(writes, sink.writes);

        sink.setCapacity(Integer.MAX_VALUE);
        out.end();

        assertEquals(2 * content.length, sink.payload().length);
        assertFalse(out.isHeldBack());
    }
}
