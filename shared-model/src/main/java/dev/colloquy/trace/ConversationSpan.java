package dev.colloquy.trace;

import dev.colloquy.contract.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.MDC;

/**
 * A message on its way or in hand: the current span of the thread until it is closed, and what log lines of the thread say
 * in {@value #MDC_CONVERSATION}, {@value #MDC_TRACE} and {@value #MDC_SPAN}. One thread uses it.
 */
public final class ConversationSpan implements AutoCloseable {
    /** Where log lines have the conversation handle. */
    public static final String MDC_CONVERSATION = "conversationHandle";

    /** Where log lines have the id of the trace, as Quarkus names it. */
    static final String MDC_TRACE = "traceId";

    static final String MDC_SPAN = "spanId";

    private static final AttributeKey<String> CONVERSATION =
            AttributeKey.stringKey("messaging.message.conversation_id");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final Span span;
    private final Scope scope;
    private final Restored trace;
    private final Restored spanId;
    private Restored conversation;

    /** The scope is closed by {@link #close()}. */
    @SuppressWarnings("MustBeClosedChecker")
    ConversationSpan(Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
        SpanContext context = span.getSpanContext();
        this.trace = context.isValid() ? Restored.set(MDC_TRACE, context.getTraceId()) : Restored.NOTHING;
        this.spanId = context.isValid() ? Restored.set(MDC_SPAN, context.getSpanId()) : Restored.NOTHING;
        this.conversation = Restored.NOTHING;
    }

    /** What the message has to carry, so that its receiver goes on with the trace; empty if there is none. */
    public Optional<TraceContext> context() {
        return span.getSpanContext().isValid() ? Propagation.inject(span) : Optional.empty();
    }

    /** The handle, once it is known. */
    public void conversation(UUID handle) {
        span.setAttribute(CONVERSATION, handle.toString());
        conversation.restore();
        conversation = Restored.set(MDC_CONVERSATION, handle.toString());
    }

    /** The message could not be sent or handled. Of the failure its class is told, as its text may quote the message. */
    public void failed(Throwable failure) {
        span.setAttribute(ERROR_TYPE, failure.getClass().getName());
        span.setStatus(StatusCode.ERROR);
    }

    /** Ends the span; the thread's log lines are as they were before. */
    @Override
    public void close() {
        conversation.restore();
        spanId.restore();
        trace.restore();
        scope.close();
        span.end();
    }

    /**
     * A value of the MDC that will be put back.
     *
     * @param key null for one that was not touched
     * @param before null if there was none
     */
    private record Restored(String key, Object before) {
        static final Restored NOTHING = new Restored(null, null);

        static Restored set(String key, String value) {
            return new Restored(key, MDC.put(key, value));
        }

        void restore() {
            if (key == null) {
                return;
            }
            if (before == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, before);
            }
        }
    }
}
