package dev.colloquy.instance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.types.SqlType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An engine over real rooms in a directory of its own, with sessions of sa. */
final class EngineFixture implements AutoCloseable {
    static final String PASSWORD = "Sensible#Password1";

    private final Path directory;
    private final Storage storage;
    private final Broker broker;
    private final Engine engine;
    private final List<Session> sessions = new ArrayList<>();

    EngineFixture() {
        try {
            directory = Files.createTempDirectory("engine");
            storage = Storage.open(directory, Clock.systemUTC());
            Security security = new Security(storage, directory, Clock.systemUTC());
            security.logins().setSaPassword(PASSWORD);
            broker = new Broker(storage, security, Clock.systemUTC());
            engine = new Engine("TESTSERVER", storage, security, broker, directory, Clock.systemUTC());
        } catch (Exception e) {
            throw new AssertionError("the engine does not start", e);
        }
    }

    Engine engine() {
        return engine;
    }

    /** A new session of sa in master. */
    Session session() {
        return session("sa", PASSWORD, "master");
    }

    Session session(String user, String password, String database) {
        try {
            Session session = engine.logIn(new LoginRequest(user, password, database, "app", "host", "127.0.0.1"));
            sessions.add(session);
            return session;
        } catch (LoginRefused e) {
            throw new AssertionError("login refused: " + e.errors(), e);
        }
    }

    static RecordedResponse run(Session session, String text) {
        RecordedResponse response = new RecordedResponse();
        session.batch(text, response);
        return response;
    }

    /** Runs a batch that must not fail. */
    static RecordedResponse succeed(Session session, String text) {
        RecordedResponse response = run(session, text);
        assertEquals(List.of(), response.errorNumbers(), () -> "errors of " + text + ": " + response.events());
        return response;
    }

    static RecordedResponse call(Session session, String procedure, ProcedureCall.Argument... arguments) {
        RecordedResponse response = new RecordedResponse();
        session.call(new ProcedureCall(procedure, List.of(arguments)), response);
        return response;
    }

    static ProcedureCall.Argument nvarchar(String value) {
        return new ProcedureCall.Argument("", false, false, SqlType.nvarchar(4000), value);
    }

    static ProcedureCall.Argument integer(Integer value) {
        return new ProcedureCall.Argument("", false, false, SqlType.INT, value);
    }

    static ProcedureCall.Argument output(SqlType type, Object value) {
        return new ProcedureCall.Argument("", true, false, type, value);
    }

    static ProcedureCall.Argument named(String name, SqlType type, Object value) {
        return new ProcedureCall.Argument(name, false, false, type, value);
    }

    @Override
    public void close() throws IOException {
        sessions.forEach(Session::close);
        engine.close();
        broker.close();
        storage.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
