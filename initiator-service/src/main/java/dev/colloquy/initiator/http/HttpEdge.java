package dev.colloquy.initiator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.InternalFault;
import dev.colloquy.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Gives problem documents to requests that Vert.x refuses before JAX-RS sees them. */
@Singleton
final class HttpEdge {
    /** Just ahead of the filter that refuses the same requests without a word. */
    private static final int BEFORE_UPLOAD_LIMIT = 1 - RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT;

    /** How long a client may go on to send a body that is refused. */
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final ObjectMapper json;
    private final long largestBody;

    HttpEdge(ObjectMapper json, VertxHttpConfig config) {
        this.json = json;
        this.largestBody =
                config.limits().maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    }

    void addFilter(@Observes Filters filters) {
        filters.register(this::refuseLargeBody, BEFORE_UPLOAD_LIMIT);
    }

    /** Ahead of Quarkus' own, which comes last. */
    void addFailureHandler(@Observes Router router) {
        router.route().order(0).failureHandler(this::explain);
    }

    /** Only where the client says how large the body is; a chunked one is cut off by whoever reads it. */
    private void refuseLargeBody(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= largestBody) {
            context.next();
            return;
        }
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Future<Void> answered = end(
                context,
                Problem.of(
                        GeneralProblem.CONTENT_TOO_LARGE,
                        "The largest body that is taken has " + largestBody + " bytes."));
        answered.onComplete(ignored -> closeOnceRead(context));
    }

    /** To close a connection with bytes still unread resets it, and the client may never see the answer. */
    private static void closeOnceRead(RoutingContext context) {
        HttpServerRequest request = context.request();
        long timer = context.vertx()
                .setTimer(LINGER_MILLIS, late -> request.connection().close());
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            request.connection().close();
        });
        request.resume();
    }

    private void explain(RoutingContext context) {
        int status = context.statusCode();
        if (context.response().ended() || context.response().closed() || status < 400) {
            context.next();
            return;
        }
        Problem problem = status < 500
                ? GeneralProblem.ofStatus(status)
                        .map(type -> Problem.of(type, null))
                        .orElseGet(() -> Problem.ofStatus(status))
                : InternalFault.log(context.failure());
        end(context, problem);
    }

    private Future<Void> end(RoutingContext context, Problem problem) {
        return context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(document(problem)));
    }

    private byte[] document(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document cannot be written", e);
        }
    }
}
