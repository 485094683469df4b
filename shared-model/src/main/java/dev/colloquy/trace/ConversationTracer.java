package dev.colloquy.trace;

import dev.colloquy.contract.Side;
import dev.colloquy.contract.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Spans of the messages of a conversation, named and described as OpenTelemetry's "Semantic conventions for messaging
 * spans" have it; the destination of a message is the Service Broker service that it is sent to. What was received belongs
 * to the trace in which it was sent. Where tracing is off there are no spans, and the context of a request is passed on to
 * the reply as it came.
 *
 * <p>Safe for use by many threads.
 */
@Singleton
public class ConversationTracer {
    private static final String SCOPE = "dev.colloquy";
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");

    /** The conventions list no name for Service Broker. */
    private static final String SERVICE_BROKER = "mssql_service_broker";

    private final Tracer tracer;

    /** Spans go where the application's telemetry goes; a disabled SDK would still make them. */
    @Inject
    ConversationTracer(
            OpenTelemetry telemetry,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean disabled) {
        this(disabled ? OpenTelemetry.noop() : telemetry);
    }

    /** Spans go where this telemetry goes. */
    public ConversationTracer(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer(SCOPE);
    }

    /** Traces nothing. */
    public static ConversationTracer off() {
        return new ConversationTracer(OpenTelemetry.noop());
    }

    /**
     * A message is being sent; the thread's span, if any, is the parent.
     *
     * @param to whose service it is sent to
     * @return to be closed by this thread when the SEND is committed or has failed
     */
    public ConversationSpan sending(Side to) {
        return started(span("send", to).setSpanKind(SpanKind.PRODUCER), Context.current());
    }

    /**
     * A message is being handled that was received.
     *
     * @param at whose service has received it
     * @param conversation handle on that side
     * @param sent where it was sent, as it says itself
     * @return to be closed by this thread when it is handled
     */
    public ConversationSpan processing(Side at, UUID conversation, Optional<TraceContext> sent) {
        Context sender = sent.map(Propagation::extract).orElseGet(Context::root);
        ConversationSpan span = started(span("process", at).setSpanKind(SpanKind.CONSUMER), sender);
        span.conversation(conversation);
        return span;
    }

    private SpanBuilder span(String operation, Side destination) {
        return tracer.spanBuilder(operation + " " + destination.service())
                .setAttribute(SYSTEM, SERVICE_BROKER)
                .setAttribute(OPERATION_NAME, operation)
                .setAttribute(OPERATION_TYPE, operation)
                .setAttribute(DESTINATION, destination.service());
    }

    private static ConversationSpan started(SpanBuilder span, Context parent) {
        return new ConversationSpan(span.setParent(parent).startSpan());
    }
}
