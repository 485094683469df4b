package dev.colloquy.instance.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.broker.WireMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes between two instances. */
class FrameTest {
    private static final UUID CONVERSATION = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final UUID BROKER = UUID.fromString("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    private static final UUID KEY = UUID.fromString("99999999-8888-7777-6666-555555555555");

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final FrameOutput out = new FrameOutput(wire, new Traffic());

    @Test
    void a_message_arrives_as_it_was_sent() throws IOException {
        WireMessage message = message(Optional.of(BROKER), new byte[] {1, 2, 3});

        MessageFrame.write(out, 7, message, Optional.of(KEY), Optional.of(new byte[] {9}), new byte[] {5, 6, 7, 8});
        MessageFrame read = MessageFrame.read(onlyFrame());

        assertEquals(7, read.stream());
        assertEquals(MessageFrame.withBody(message, null), read.message());
        assertTrue(read.bodyPresent());
        assertEquals(Optional.of(KEY), read.keyId());
        assertArrayEquals(new byte[] {9}, read.keyExchange().orElseThrow());
        assertArrayEquals(new byte[] {5, 6, 7, 8}, read.body());
    }

    @Test
    void a_message_without_body_is_told_from_one_with_an_empty_body() throws IOException {
        MessageFrame.write(out, 1, message(Optional.empty(), null), Optional.empty(), Optional.empty(), new byte[0]);
        assertFalse(MessageFrame.read(onlyFrame()).bodyPresent());

        wire.reset();
        MessageFrame.write(
                out, 1, message(Optional.empty(), new byte[0]), Optional.empty(), Optional.empty(), new byte[0]);
        assertTrue(MessageFrame.read(onlyFrame()).bodyPresent());
    }

    @Test
    void a_frame_that_is_cut_anywhere_is_an_end_of_file() throws IOException {
        writeOne();
        byte[] bytes = wire.toByteArray();

        for (int length = 0; length < bytes.length; length++) {
            FrameInput in = input(Arrays.copyOf(bytes, length));
            assertThrows(EOFException.class, in::read, "length " + length);
        }
    }

    @Test
    void a_message_whose_payload_is_cut_anywhere_is_refused() throws IOException {
        writeOne();
        byte[] payload = Arrays.copyOfRange(wire.toByteArray(), 5, wire.size());
        int bodyAt = payload.length - 3;

        for (int length = 0; length < bodyAt; length++) {
            Frame cut = new Frame(FrameType.MESSAGE, Arrays.copyOf(payload, length));
            assertThrows(ProtocolViolation.class, () -> MessageFrame.read(cut), "length " + length);
        }
    }

    @Test
    void random_bytes_are_refused_and_nothing_else_happens() {
        Random random = new Random(4022);
        for (int round = 0; round < 20_000; round++) {
            byte[] payload = new byte[random.nextInt(200)];
            random.nextBytes(payload);
            Frame garbage = new Frame(FrameType.MESSAGE, payload);
            try {
                MessageFrame read = MessageFrame.read(garbage);
                assertTrue(read.body().length <= read.bodyLength());
            } catch (ProtocolViolation expected) {
                assertFalse(expected.getMessage().isEmpty());
            }
        }
    }

    @Test
    void lengths_that_no_frame_has_are_refused() {
        for (int length : new int[] {0, -1, Integer.MIN_VALUE, FrameInput.LONGEST + 1, Integer.MAX_VALUE}) {
            FrameInput in = input(bytes(length, FrameType.PING.code()));
            in.allowLongFrames();
            assertThrows(ProtocolViolation.class, in::read, "length " + length);
        }
    }

    @Test
    void long_frames_are_refused_before_the_login() {
        FrameInput in = input(bytes(FrameInput.LONGEST_BEFORE_LOGIN + 1, FrameType.HELLO.code()));

        assertThrows(ProtocolViolation.class, in::read);
    }

    @Test
    void an_unknown_type_is_refused() {
        for (int type : new int[] {0, 5, 99, 255}) {
            assertThrows(ProtocolViolation.class, input(bytes(1, type))::read, "type " + type);
        }
    }

    @Test
    void fragments_are_put_together() throws IOException {
        byte[] body = new byte[300_000];
        new Random(1).nextBytes(body);
        MessageFrame.write(out, 3, message(Optional.empty(), body), Optional.empty(), Optional.empty(), body);
        for (int sent = MessageFrame.FRAGMENT; sent < body.length; sent += 100_000) {
            out.begin(FrameType.FRAGMENT).putInt(3).putBytes(body, sent, Math.min(100_000, body.length - sent));
            out.end();
        }
        out.flush();
        FrameInput in = input(wire.toByteArray());
        in.allowLongFrames();
        Assembly assembly = new Assembly(1_000_000);

        assertTrue(assembly.add(in.read()).isEmpty());
        assertTrue(assembly.add(in.read()).isEmpty());
        assertArrayEquals(body, assembly.add(in.read()).orElseThrow().body());
    }

    @Test
    void a_message_that_is_longer_than_allowed_is_refused_before_it_arrives() throws IOException {
        byte[] body = new byte[MessageFrame.FRAGMENT + 1];
        MessageFrame.write(out, 3, message(Optional.empty(), body), Optional.empty(), Optional.empty(), body);
        Frame first = onlyFrame();

        Assembly assembly = new Assembly(MessageFrame.FRAGMENT);

        assertThrows(ProtocolViolation.class, () -> assembly.add(first));
    }

    @Test
    void a_fragment_of_no_message_is_refused() {
        Frame fragment = new Frame(FrameType.FRAGMENT, new byte[] {0, 0, 0, 1, 42});

        assertThrows(ProtocolViolation.class, () -> new Assembly(1_000).add(fragment));
    }

    @Test
    void what_is_sealed_with_the_body_differs_with_every_field_that_matters() {
        WireMessage message = message(Optional.empty(), new byte[] {1});
        byte[] associated = MessageFrame.associated(message, true);

        assertFalse(Arrays.equals(associated, MessageFrame.associated(message, false)));
        for (WireMessage other : othersThan(message)) {
            assertFalse(Arrays.equals(associated, MessageFrame.associated(other, true)), other.toString());
        }
    }

    private static WireMessage[] othersThan(WireMessage m) {
        return new WireMessage[] {
            wire(UUID.randomUUID(), true, 4, WireMessage.Kind.MESSAGE, "to", "from", "contract", "type"),
            wire(m.conversationId(), false, 4, WireMessage.Kind.MESSAGE, "to", "from", "contract", "type"),
            wire(m.conversationId(), true, 5, WireMessage.Kind.MESSAGE, "to", "from", "contract", "type"),
            wire(m.conversationId(), true, 4, WireMessage.Kind.END_DIALOG, "to", "from", "contract", "type"),
            wire(m.conversationId(), true, 4, WireMessage.Kind.MESSAGE, "t", "ofrom", "contract", "type"),
            wire(m.conversationId(), true, 4, WireMessage.Kind.MESSAGE, "to", "from", "contrac", "ttype"),
            wire(m.conversationId(), true, 4, WireMessage.Kind.MESSAGE, "to", "from", "contract", "Type")
        };
    }

    private static WireMessage wire(
            UUID conversation,
            boolean fromInitiator,
            long sequence,
            WireMessage.Kind kind,
            String to,
            String from,
            String contract,
            String type) {
        return new WireMessage(
                conversation,
                fromInitiator,
                sequence,
                kind,
                to,
                Optional.empty(),
                from,
                BROKER,
                contract,
                type,
                5,
                Instant.EPOCH,
                new byte[] {1});
    }

    private static WireMessage message(Optional<UUID> toBroker, byte[] body) {
        return new WireMessage(
                CONVERSATION,
                true,
                4,
                WireMessage.Kind.MESSAGE,
                "to",
                toBroker,
                "from",
                BROKER,
                "contract",
                "type",
                5,
                Instant.ofEpochMilli(1_900_000_000_000L),
                body);
    }

    private void writeOne() throws IOException {
        MessageFrame.write(
                out,
                1,
                message(Optional.of(BROKER), new byte[3]),
                Optional.of(KEY),
                Optional.of(new byte[10]),
                new byte[3]);
        out.flush();
    }

    private Frame onlyFrame() throws IOException {
        out.flush();
        FrameInput in = input(wire.toByteArray());
        in.allowLongFrames();
        return in.read();
    }

    private static FrameInput input(byte[] bytes) {
        return new FrameInput(new ByteArrayInputStream(bytes), new Traffic());
    }

    private static byte[] bytes(int length, int type) {
        return new byte[] {
            (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length, (byte) type
        };
    }
}
