package dev.colloquy.target.handler;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The handler that the setting {@code colloquy.handler} names. */
@Singleton
@Startup
public class SelectedHandler {
    private final String name;
    private final RequestHandler handler;

    /**
     * Looks the name up among the beans.
     *
     * @throws ConfigurationException if no handler has that name; the message lists those that there are
     */
    @Inject
    SelectedHandler(HandlerConfig config, @Any Instance<RequestHandler> handlers) {
        this.name = config.name();
        this.handler = select(name, named(handlers));
    }

    private static Map<String, Supplier<RequestHandler>> named(Instance<RequestHandler> handlers) {
        Map<String, Supplier<RequestHandler>> named = new HashMap<>();
        for (Instance.Handle<RequestHandler> candidate : handlers.handles()) {
            String beanName = candidate.getBean().getName();
            if (beanName != null) {
                named.put(beanName, candidate::get);
            }
        }
        return named;
    }

    static RequestHandler select(String name, Map<String, Supplier<RequestHandler>> handlers) {
        Supplier<RequestHandler> selected = handlers.get(name);
        if (selected == null) {
            throw new ConfigurationException(
                    "colloquy.handler is \"" + name + "\", but the handlers are " + new TreeSet<>(handlers.keySet()));
        }
        return selected.get();
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The bean. */
    public RequestHandler handler() {
        return handler;
    }
}
