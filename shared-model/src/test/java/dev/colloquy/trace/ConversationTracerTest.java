package dev.colloquy.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.contract.Side;
import dev.colloquy.contract.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTracerTest {
    private static final UUID HANDLE = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    private final ConversationTracer tracer = new ConversationTracer(telemetry);

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void one_trace_shows_the_http_request_both_loops_and_what_the_handler_does() throws Exception {
        Span http =
                telemetry.getTracer("http").spanBuilder("POST /conversations").startSpan();
        byte[] request = Context.current().with(http).wrap(this::send).call();
        http.end();

        byte[] reply;
        try (ConversationSpan processing = tracer.processing(
                Side.TARGET, HANDLE, MessageCodec.decodeRequest(request).trace())) {
            telemetry.getTracer("handler").spanBuilder("work").startSpan().end();
            reply = MessageCodec.encode(new ReplyMessage("pong").tracedBy(processing.context()));
        }
        tracer.processing(
                        Side.INITIATOR, HANDLE, MessageCodec.decodeReply(reply).trace())
                .close();

        assertEquals(
                1,
                exporter.getFinishedSpanItems().stream()
                        .map(SpanData::getTraceId)
                        .distinct()
                        .count());
        assertParent("POST /conversations", "send //TgtDB/2InstSample/TargetService");
        assertParent("send //TgtDB/2InstSample/TargetService", "process //TgtDB/2InstSample/TargetService");
        assertParent("process //TgtDB/2InstSample/TargetService", "work");
        assertParent("process //TgtDB/2InstSample/TargetService", "process //InstDB/2InstSample/InitiatorService");
    }

    @Test
    void spans_say_what_the_conventions_ask_for() {
        tracer.processing(Side.TARGET, HANDLE, Optional.empty()).close();

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertEquals(SpanKind.CONSUMER, span.getKind());
        assertEquals("mssql_service_broker", attribute(span, "messaging.system"));
        assertEquals("process", attribute(span, "messaging.operation.name"));
        assertEquals("process", attribute(span, "messaging.operation.type"));
        assertEquals(Side.TARGET.service(), attribute(span, "messaging.destination.name"));
        assertEquals(HANDLE.toString(), attribute(span, "messaging.message.conversation_id"));
    }

    @Test
    void a_message_that_was_not_traced_begins_a_trace_of_its_own() {
        Span unrelated = telemetry.getTracer("loop").spanBuilder("unrelated").startSpan();
        Context.current()
                .with(unrelated)
                .wrap(() ->
                        tracer.processing(Side.TARGET, HANDLE, Optional.empty()).close())
                .run();

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertFalse(span.getParentSpanContext().isValid());
        assertNotEquals(unrelated.getSpanContext().getTraceId(), span.getTraceId());
    }

    @Test
    void a_failure_is_told_by_its_class_as_its_text_may_quote_the_message() {
        try (ConversationSpan span = tracer.sending(Side.TARGET)) {
            span.failed(new IllegalStateException("secret"));
        }

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        assertEquals("java.lang.IllegalStateException", attribute(span, "error.type"));
        assertFalse(span.toString().contains("secret"));
    }

    @Test
    void log_lines_have_the_handle_and_the_trace_until_it_is_closed() {
        MDC.put("traceId", "outer");
        try (ConversationSpan span = tracer.processing(Side.TARGET, HANDLE, Optional.empty())) {
            assertEquals(HANDLE.toString(), MDC.get("conversationHandle"));
            assertEquals(span.context().orElseThrow().traceId(), MDC.get("traceId"));
        }

        assertNull(MDC.get("conversationHandle"));
        assertEquals("outer", MDC.get("traceId"));
        MDC.remove("traceId");
    }

    @Test
    void where_tracing_is_off_a_message_has_no_context_and_the_context_of_a_request_is_passed_on() {
        ConversationTracer off = ConversationTracer.off();
        Optional<TraceContext> sent =
                TraceContext.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "rojo=00f067aa0ba902b7");

        try (ConversationSpan span = off.sending(Side.TARGET)) {
            assertTrue(span.context().isEmpty());
            assertNull(MDC.get("traceId"));
        }
        try (ConversationSpan span = off.processing(Side.TARGET, HANDLE, sent)) {
            assertEquals(sent, span.context());
            assertEquals("0af7651916cd43dd8448eb211c80319c", MDC.get("traceId"));
        }
    }

    private byte[] send() throws MalformedMessage {
        try (ConversationSpan sending = tracer.sending(Side.TARGET)) {
            return MessageCodec.encode(new RequestMessage("ping").tracedBy(sending.context()));
        }
    }

    private void assertParent(String parent, String child) {
        assertEquals(span(parent).getSpanId(), span(child).getParentSpanId(), child);
    }

    private SpanData span(String name) {
        List<SpanData> named = exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
        assertEquals(1, named.size(), name);
        return named.get(0);
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
