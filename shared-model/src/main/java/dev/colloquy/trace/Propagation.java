package dev.colloquy.trace;

import dev.colloquy.contract.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Between OpenTelemetry's context and that of a message. */
final class Propagation {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    private static final TextMapSetter<Map<String, String>> SETTER = (fields, name, value) -> {
        if (fields != null) {
            fields.put(name, value);
        }
    };

    private static final TextMapGetter<TraceContext> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(TraceContext carrier) {
            return List.of(PARENT, STATE);
        }

        @Override
        public String get(TraceContext carrier, String name) {
            if (carrier == null) {
                return null;
            }
            if (name.equals(PARENT)) {
                return carrier.traceparent();
            }
            return name.equals(STATE) && !carrier.tracestate().isEmpty() ? carrier.tracestate() : null;
        }
    };

    private Propagation() {}

    static Optional<TraceContext> inject(Span span) {
        Map<String, String> fields = new HashMap<>();
        W3C.inject(Context.root().with(span), fields, SETTER);
        return TraceContext.of(fields.get(PARENT), fields.get(STATE));
    }

    static Context extract(TraceContext sent) {
        return W3C.extract(Context.root(), sent, GETTER);
    }
}
