package dev.colloquy.instance.broker;

import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.security.KeyProtection;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The Service Broker endpoint of the instance; there is at most one. */
public final class Endpoints {
    private static final String KIND = "endpoint";
    private static final int FIRST_ID = 65_536;
    private static final int MIN_PORT = 1_024;
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_FORWARD_SIZE = 10;

    private final ObjectStore store;
    private final Security security;
    private final Clock clock;
    private final List<Consumer<Optional<Endpoint>>> listeners = new CopyOnWriteArrayList<>();
    private volatile Endpoint current;

    Endpoints(ObjectStore store, Security security, Clock clock) {
        this.store = store;
        this.security = security;
        this.clock = clock;
        for (StoredObject stored : store.loaded(KIND)) {
            current = read(stored);
            store.reserve(KIND, 0, stored.objectId());
        }
    }

    /** The endpoint, if there is one, as it is now. */
    public Optional<Endpoint> current() {
        return Optional.ofNullable(current);
    }

    /** The endpoint if it has this name, compared without regard to case. */
    public Optional<Endpoint> named(String name) {
        return current().filter(endpoint -> endpoint.name().equalsIgnoreCase(name));
    }

    /** Registers who is told of the endpoint after each committed change. */
    public void onChange(Consumer<Optional<Endpoint>> listener) {
        listeners.add(listener);
    }

    /** CREATE ENDPOINT. One Service Broker endpoint is all an instance can have (7873, 15530); certificates: 28055. */
    public Endpoint create(Transaction transaction, EndpointOptions options) {
        if (named(options.name()).isPresent()) {
            throw new SqlError(15530, "The endpoint with name \"" + options.name() + "\" already exists.");
        }
        if (current != null) {
            throw new SqlError(
                    7873,
                    "An endpoint of the requested type already exists.  Only one endpoint of this type is supported.  Use"
                            + " ALTER ENDPOINT or DROP the existing endpoint and execute the CREATE ENDPOINT statement.");
        }
        Endpoint fresh = new Endpoint(
                store.nextId(KIND, 0, FIRST_ID - 1),
                options.name(),
                options.ownerLoginId(),
                EndpointState.STOPPED,
                0,
                Optional.empty(),
                true,
                true,
                Optional.empty(),
                EncryptionMode.REQUIRED,
                List.of("AES"),
                false,
                DEFAULT_FORWARD_SIZE);
        Endpoint endpoint = apply(fresh, options);
        change(transaction, endpoint);
        return endpoint;
    }

    /** ALTER ENDPOINT: only what is given changes. 7838 (missing), 28055. */
    public Endpoint alter(Transaction transaction, String name, EndpointOptions options) {
        Endpoint endpoint = apply(existing(name), options);
        change(transaction, endpoint);
        return endpoint;
    }

    /** DROP ENDPOINT. */
    public void drop(Transaction transaction, String name) {
        Endpoint former = existing(name);
        store.remove(transaction, KIND, 0, former.id());
        current = null;
        afterChange(transaction, former);
    }

    private Endpoint existing(String name) {
        return named(name).orElseThrow(() -> SqlErrors.cannotFind("find", "endpoint", name));
    }

    private void change(Transaction transaction, Endpoint endpoint) {
        Endpoint former = current;
        store.put(transaction, new StoredObject(KIND, 0, endpoint.id(), endpoint.name(), write(endpoint)));
        current = endpoint;
        afterChange(transaction, former);
    }

    private void afterChange(Transaction transaction, Endpoint former) {
        transaction.onRollback(() -> current = former);
        transaction.onEnd(() -> {
            if (!Objects.equals(current, former)) {
                listeners.forEach(listener -> listener.accept(current()));
            }
        });
    }

    private Endpoint apply(Endpoint former, EndpointOptions options) {
        int port = options.listenerPort().orElse(former.port());
        if (port < MIN_PORT || port > MAX_PORT) {
            throw new SqlError(
                    7884,
                    "Violation of LISTENER_PORT: the value must be between " + MIN_PORT + " and " + MAX_PORT + ".");
        }
        Optional<String> ip = options.listenerIp().isPresent()
                ? options.listenerIp().filter(address -> !address.equalsIgnoreCase("ALL"))
                : former.listenerIp();
        Optional<Integer> certificate = options.authentication().isPresent()
                ? options.authentication().get().certificate().map(this::certificateId)
                : former.certificateId();
        if (options.messageForwarding().orElse(false)) {
            throw SqlErrors.notSupported("MESSAGE_FORWARDING = ENABLED");
        }
        return new Endpoint(
                former.id(),
                former.name(),
                former.ownerLoginId(),
                options.state().orElse(former.state()),
                port,
                ip,
                options.authentication()
                        .map(EndpointOptions.Authentication::windows)
                        .orElse(former.windows()),
                options.authentication()
                        .map(EndpointOptions.Authentication::windowsFirst)
                        .orElse(former.windowsFirst()),
                certificate,
                options.encryption().map(EndpointOptions.Encryption::mode).orElse(former.encryption()),
                options.encryption().map(Endpoints::algorithms).orElse(former.algorithms()),
                false,
                options.messageForwardSize().orElse(former.messageForwardSize()));
    }

    private static List<String> algorithms(EndpointOptions.Encryption encryption) {
        return encryption.algorithms().isEmpty() ? List.of("AES") : encryption.algorithms();
    }

    private int certificateId(String name) {
        Certificate certificate = security.certificates()
                .named(Database.MASTER, name)
                .orElseThrow(() -> SqlErrors.cannotFind("find", "certificate", name));
        Instant now = clock.instant();
        boolean valid = !now.isBefore(certificate.x509().getNotBefore().toInstant())
                && !now.isAfter(certificate.x509().getNotAfter().toInstant());
        if (certificate.protection() != KeyProtection.MASTER_KEY || !valid) {
            throw BrokerErrors.endpointCertificate(name);
        }
        return certificate.id();
    }

    private static Map<String, String> write(Endpoint endpoint) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("owner", Integer.toString(endpoint.ownerLoginId()));
        attributes.put("state", endpoint.state().name());
        attributes.put("port", Integer.toString(endpoint.port()));
        endpoint.listenerIp().ifPresent(ip -> attributes.put("ip", ip));
        attributes.put("windows", Boolean.toString(endpoint.windows()));
        attributes.put("windowsFirst", Boolean.toString(endpoint.windowsFirst()));
        endpoint.certificateId().ifPresent(id -> attributes.put("certificate", Integer.toString(id)));
        attributes.put("encryption", endpoint.encryption().name());
        attributes.put("algorithms", String.join(",", endpoint.algorithms()));
        attributes.put("forwardSize", Integer.toString(endpoint.messageForwardSize()));
        return attributes;
    }

    private static Endpoint read(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new Endpoint(
                stored.objectId(),
                stored.name(),
                Integer.parseInt(attributes.get("owner")),
                EndpointState.valueOf(attributes.get("state")),
                Integer.parseInt(attributes.get("port")),
                Optional.ofNullable(attributes.get("ip")),
                Boolean.parseBoolean(attributes.get("windows")),
                Boolean.parseBoolean(attributes.get("windowsFirst")),
                Optional.ofNullable(attributes.get("certificate")).map(Integer::valueOf),
                EncryptionMode.valueOf(attributes.get("encryption")),
                List.of(attributes.get("algorithms").split(",", -1)),
                false,
                Integer.parseInt(attributes.get("forwardSize")));
    }
}
