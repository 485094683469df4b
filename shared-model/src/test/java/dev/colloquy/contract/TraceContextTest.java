package dev.colloquy.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String STATE = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";

    @Test
    void it_travels_as_attributes_of_the_root_element() throws Exception {
        RequestMessage request = new RequestMessage("a<b", TraceContext.of(PARENT, STATE));

        String xml = MessageCodec.toXml(request);

        assertEquals(
                "<RequestMsg traceparent=\"" + PARENT + "\" tracestate=\"" + STATE + "\">a&lt;b</RequestMsg>", xml);
        assertEquals(request, MessageCodec.decodeRequest(MessageCodec.encode(request)));
    }

    @Test
    void a_reply_carries_one_too_and_the_state_may_be_missing() throws Exception {
        ReplyMessage reply = new ReplyMessage("x", TraceContext.of(PARENT, null));

        assertEquals("<ReplyMsg traceparent=\"" + PARENT + "\">x</ReplyMsg>", MessageCodec.toXml(reply));
        assertEquals(reply, MessageCodec.decodeReply(MessageCodec.encode(reply)));
    }

    @Test
    void a_message_without_one_is_as_the_tutorial_has_it() throws Exception {
        assertEquals("<RequestMsg>x</RequestMsg>", MessageCodec.toXml(new RequestMessage("x")));
        assertTrue(
                MessageCodec.decodeRequest("<RequestMsg>x</RequestMsg>").trace().isEmpty());
    }

    @Test
    void it_is_read_however_the_attributes_are_written() throws Exception {
        String xml = "<?xml version='1.0'?><ReplyMsg x='y'\n tracestate='" + STATE + "' traceparent='" + PARENT
                + "' >x</ReplyMsg>";

        assertEquals(new ReplyMessage("x", TraceContext.of(PARENT, STATE)), MessageCodec.decodeReply(xml));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
            })
    void a_malformed_parent_is_none_and_the_message_is_read_all_the_same(String parent) throws Exception {
        String xml = "<ReplyMsg traceparent=\"" + parent + "\">x</ReplyMsg>";

        assertEquals(new ReplyMessage("x"), MessageCodec.decodeReply(xml));
    }

    @Test
    void a_state_that_is_too_long_or_would_have_to_be_escaped_is_left_out() throws Exception {
        assertEquals(Optional.of(new TraceContext(PARENT, "")), TraceContext.of(PARENT, "a=" + "b".repeat(511)));
        assertEquals(Optional.of(new TraceContext(PARENT, "")), TraceContext.of(PARENT, "a=\"<b>\""));
        assertEquals(
                new ReplyMessage("x", TraceContext.of(PARENT, "")),
                MessageCodec.decodeReply("<ReplyMsg traceparent=\"" + PARENT + "\" tracestate=\"" + "b".repeat(100_000)
                        + "\">x</ReplyMsg>"));
    }

    @Test
    void nobody_can_write_markup_with_it() {
        assertThrows(IllegalArgumentException.class, () -> new TraceContext(PARENT, "\"><evil"));
        assertThrows(IllegalArgumentException.class, () -> new TraceContext(PARENT + "\"", ""));
    }

    @Test
    void the_trace_id_is_its_second_part() {
        assertEquals("0af7651916cd43dd8448eb211c80319c", new TraceContext(PARENT, "").traceId());
    }
}
