package dev.colloquy.initiator.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Takes requests through the {@link BeginGate}: in on the event loop, before a worker thread or the body is asked for;
 * out when what was asked of the instance is done, and at the end of the exchange at the latest, however it ends.
 */
@Singleton
final class Admission {
    private static final String PASS = Admission.class.getName();

    private final BeginGate gate;
    private final CurrentVertxRequest current;

    Admission(BeginGate gate, CurrentVertxRequest current) {
        this.gate = gate;
        this.current = current;
    }

    @Admitted
    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHENTICATION - 1)
    void admit() {
        RoutingContext exchange = current.getCurrent();
        BeginGate.Pass pass = gate.enter();
        exchange.put(PASS, pass);
        exchange.addEndHandler(ended -> pass.close());
    }

    /**
     * Does what the request at hand asks of the instance, and leaves.
     *
     * @throws Overloaded if it has become too late for that
     */
    <T> T inside(Supplier<T> work) {
        BeginGate.Pass pass = current.getCurrent().get(PASS);
        try {
            pass.requireInTime();
            return work.get();
        } finally {
            pass.close();
        }
    }
}
