package dev.colloquy.broker.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.IdentityMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service with the resource of the exchange, on a free port. */
final class PeerService implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Answers requests to the path of the exchange with this handler. */
    PeerService(HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(IdentityMessage.PATH, handler);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A request as it came in. */
    record Request(Map<String, String> headers, byte[] body) {
        static Request of(HttpExchange http) throws IOException {
            Map<String, String> headers = new LinkedHashMap<>();
            http.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            return new Request(headers, http.getRequestBody().readAllBytes());
        }

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        Request with(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.put(name.toLowerCase(Locale.ROOT), value);
            return new Request(changed, body);
        }

        Request without(String name) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.remove(name.toLowerCase(Locale.ROOT));
            return new Request(changed, body);
        }

        Request withBody(byte[] changed) {
            return new Request(headers, changed);
        }
    }

    /** Answers as a service does, and keeps what it has seen. */
    static final class Resource implements HttpHandler {
        private final IdentityExchange exchange;
        private final BrokerIdentity own;
        private final List<Request> requests = new CopyOnWriteArrayList<>();
        private final List<BrokerIdentity> accepted = new CopyOnWriteArrayList<>();
        private final List<ExchangeFailure> refused = new CopyOnWriteArrayList<>();

        Resource(IdentityExchange exchange, BrokerIdentity own) {
            this.exchange = exchange;
            this.own = own;
        }

        @Override
        public void handle(HttpExchange http) throws IOException {
            Request request = Request.of(http);
            requests.add(request);
            try (http) {
                answer(http, request);
            }
        }

        private void answer(HttpExchange http, Request request) throws IOException {
            try {
                IdentityRequest shown = exchange.accept(request::header, request.body(), own.side());
                accepted.add(shown.peer());
                IdentityAnswer answer = exchange.answer(shown, own);
                respond(http, answer.headers(), answer.body());
            } catch (ExchangeFailure e) {
                refused.add(e);
                http.sendResponseHeaders(e.reason().status(), -1);
            }
        }

        List<Request> requests() {
            return Collections.unmodifiableList(requests);
        }

        List<BrokerIdentity> accepted() {
            return Collections.unmodifiableList(accepted);
        }

        List<ExchangeFailure> refused() {
            return Collections.unmodifiableList(refused);
        }
    }

    /** Answers with status 200. */
    static void respond(HttpExchange http, Map<String, String> headers, byte[] body) throws IOException {
        headers.forEach(http.getResponseHeaders()::set);
        http.sendResponseHeaders(200, body.length);
        http.getResponseBody().write(body);
    }
}
