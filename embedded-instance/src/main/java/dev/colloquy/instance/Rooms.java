package dev.colloquy.instance;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.engine.Engine;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.security.WeakPassword;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tds.TdsServer;
import dev.colloquy.instance.tds.TlsIdentity;
import dev.colloquy.instance.transport.Settings;
import dev.colloquy.instance.transport.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** The rooms of one instance, opened from the store upwards and closed in the opposite order. */
final class Rooms implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedInstance.class.getName());

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private TdsServer tds;

    private Rooms() {}

    /** Where an instance lives and listens. */
    record Plan(
            String name,
            Path directory,
            InetAddress bind,
            int tdsPort,
            int endpointPort,
            String saPassword,
            Clock clock) {
        @Override
        public String toString() {
            return "Plan[name=" + name + ", directory=" + directory + "]";
        }
    }

    /**
     * Opens everything.
     *
     * @throws StartFailure if a part cannot be opened; what was open is closed again
     */
    static Rooms open(Plan plan) throws StartFailure {
        Rooms rooms = new Rooms();
        try {
            rooms.openAll(plan);
            return rooms;
        } catch (BindException e) {
            rooms.close();
            throw new StartFailure(
                    "port " + plan.tdsPort() + " on " + plan.bind().getHostAddress() + " cannot be used: "
                            + e.getMessage(),
                    e);
        } catch (WeakPassword e) {
            rooms.close();
            throw new StartFailure("the password of sa is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            rooms.close();
            throw new StartFailure(e.getMessage(), e);
        } catch (RuntimeException e) {
            rooms.close();
            throw e;
        }
    }

    private void openAll(Plan plan) throws IOException, WeakPassword {
        Files.createDirectories(plan.directory());
        // Key and certificate take about as long as everything else together, on the first start.
        CompletableFuture<TlsIdentity> identity =
                CompletableFuture.supplyAsync(new StoredIdentity(plan.directory())::get);
        Storage storage = opened(Storage.open(plan.directory(), plan.clock()));
        Security security = new Security(storage, plan.directory(), plan.clock());
        security.logins().setSaPassword(plan.saPassword());
        Broker broker = opened(new Broker(storage, security, plan.clock()));
        Transport transport = opened(new Transport(broker, security, plan.clock(), Settings.with(plan.bind())));
        transport.listenOnInsteadOfConventionalPort(plan.endpointPort());
        Engine engine = opened(new Engine(plan.name(), storage, security, broker, plan.directory(), plan.clock()));
        engine.systemViews()
                .brokerConnectionsFrom(() -> transport.connections().stream()
                        .map(ConnectionRows::toView)
                        .toList());
        broker.start(transport);
        transport.start();
        tds = opened(TdsServer.builder(engine)
                .address(new InetSocketAddress(plan.bind(), plan.tdsPort()))
                .identity(identity::join)
                .start());
        AutoCloseable closedFirst = broker::closing;
        opened(closedFirst);
    }

    private <T extends AutoCloseable> T opened(T room) {
        open.push(room);
        return room;
    }

    int tdsPort() {
        return tds.port();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable room = open.pop();
            try {
                room.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, room.getClass().getSimpleName() + " did not close cleanly", e);
            }
        }
    }
}
