package dev.colloquy.instance.tds.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketReaderTest {
    private static final int LIMIT = 100_000;

    /** Hands out bytes in pieces of one size, then the end. */
    private static final class Source implements Transport {
        private final ByteBuffer bytes;
        private final int piece;

        Source(byte[] bytes, int piece) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.piece = piece;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(piece, Math.min(bytes.remaining(), target.remaining()));
            for (int i = 0; i < count; i++) {
                target.put(bytes.get());
            }
            return count == 0 ? -1 : count;
        }

        @Override
        public void write(ByteBuffer source) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public boolean hasInput() {
            return bytes.hasRemaining();
        }
    }

    private static PacketReader reader(String hex) {
        return new PacketReader(new Source(Wire.bytes(hex), Integer.MAX_VALUE));
    }

    @Test
    void joins_packets_wherever_the_network_cuts_them() throws IOException {
        byte[] two = Wire.bytes("01 00 000B 0000 01 00 AABBCC | 01 01 000A 0000 02 00 DDEE");
        for (int piece = 1; piece <= two.length; piece++) {
            Message message = new PacketReader(new Source(two, piece)).readMessage(LIMIT);
            assertEquals(PacketType.SQL_BATCH, message.type());
            assertArrayEquals(Wire.bytes("AABBCCDDEE"), message.body().readBytes(5));
            assertEquals(0, message.body().remaining());
        }
    }

    @Test
    void end_between_messages_is_no_error() throws IOException {
        PacketReader reader = reader("0601 0008 0000 01 00");
        assertEquals(PacketType.ATTENTION, reader.readMessage(LIMIT).type());
        assertNull(reader.readMessage(LIMIT));
    }

    @Test
    void end_inside_a_message_is_an_error_at_every_byte() {
        byte[] packet = Wire.bytes("01 00 000B 0000 01 00 AABBCC | 01 01 000A 0000 02 00 DDEE");
        for (int length = 1; length < packet.length; length++) {
            byte[] cut = Arrays.copyOf(packet, length);
            PacketReader reader = new PacketReader(new Source(cut, 3));
            assertThrows(EOFException.class, () -> reader.readMessage(LIMIT));
        }
    }

    @Test
    void reset_bits_count_on_the_first_packet_only() throws IOException {
        Message first =
                reader("03 08 0009 0000 01 00 AA | 03 01 0009 0000 02 00 AA").readMessage(LIMIT);
        assertTrue(first.reset());
        assertFalse(first.keepTransaction());
        Message kept = reader("01 11 0009 0000 01 00 AA").readMessage(LIMIT);
        assertTrue(kept.reset());
        assertTrue(kept.keepTransaction());
        Message second =
                reader("03 00 0009 0000 01 00 AA | 03 09 0009 0000 02 00 AA").readMessage(LIMIT);
        assertFalse(second.reset());
    }

    @Test
    void ignore_in_the_last_packet_gives_the_message_up() throws IOException {
        assertTrue(reader("01 00 0009 0000 01 00 AA | 01 03 0008 0000 02 00")
                .readMessage(LIMIT)
                .ignored());
    }

    @Test
    void attention_instead_of_the_rest_takes_the_message_back() throws IOException {
        assertEquals(
                PacketType.ATTENTION,
                reader("01 00 0009 0000 01 00 AA | 06 01 0008 0000 02 00")
                        .readMessage(LIMIT)
                        .type());
    }

    @Test
    void refuses_what_is_no_packet() {
        assertThrows(
                ProtocolViolation.class, () -> reader("47 45 5420 2F20 48 54").readMessage(LIMIT));
        assertThrows(
                ProtocolViolation.class, () -> reader("01 01 0007 0000 01 00").readMessage(LIMIT));
        assertThrows(
                ProtocolViolation.class, () -> reader("01 01 1001 0000 01 00").readMessage(LIMIT));
        assertThrows(
                ProtocolViolation.class,
                () -> reader("01 00 0009 0000 01 00 AA | 03 01 0009 0000 01 00 AA")
                        .readMessage(LIMIT));
    }

    @Test
    void refuses_more_than_the_limit() {
        ByteArrayOutputStream endless = new ByteArrayOutputStream();
        for (int i = 0; i < 50; i++) {
            endless.writeBytes(Wire.bytes("01 00 1000 0000 01 00"));
            endless.writeBytes(new byte[4088]);
        }
        PacketReader reader = new PacketReader(new Source(endless.toByteArray(), 4096));
        assertThrows(ProtocolViolation.class, () -> reader.readMessage(LIMIT));
    }

    @Test
    void random_bytes_never_do_more_than_end_the_connection() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(64) + 1];
            random.nextBytes(bytes);
            bytes[0] = (byte) (i % 20);
            try {
                PacketReader reader = new PacketReader(new Source(bytes, 5));
                Message message = reader.readMessage(LIMIT);
                while (message != null) {
                    assertTrue(PacketType.isRequest(message.type()));
                    message = reader.readMessage(LIMIT);
                }
            } catch (ProtocolViolation | IOException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }
}
