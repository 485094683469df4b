package dev.colloquy.initiator.http;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** A route of Vert.x that fails with the status at the end of its path. */
@Alternative
@Singleton
public final class FailingRoute {
    static final String PATH = "/failing-route/";

    void add(@Observes Router router) {
        router.get(PATH + ":status")
                .order(0)
                .handler(context -> context.fail(Integer.parseInt(context.pathParam("status"))));
    }
}
