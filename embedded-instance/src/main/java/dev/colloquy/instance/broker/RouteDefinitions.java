package dev.colloquy.instance.broker;

import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlErrors;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Routes and remote service bindings. */
final class RouteDefinitions {
    static final String LOCAL = "LOCAL";
    static final String TRANSPORT = "TRANSPORT";

    private static final String ROUTE = "route";
    private static final String BINDING = "remote_service_binding";
    private static final int NAME_LIMIT = 257;
    private static final int INSTANCE_LIMIT = 129;

    private final ObjectStore store;
    private final Clock clock;
    final Registry<Route> routes;
    final Registry<RemoteServiceBinding> bindings;

    RouteDefinitions(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.routes = new Registry<>(
                store, ROUTE, ROUTE, route -> key(route.name()), RouteDefinitions::write, RouteDefinitions::readRoute);
        this.bindings = new Registry<>(
                store,
                BINDING,
                BINDING,
                binding -> key(binding.name()),
                RouteDefinitions::write,
                RouteDefinitions::readBinding);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    Route create(Transaction transaction, Database database, String name, int ownerId, RouteOptions options) {
        int id = store.nextId(ROUTE, database.id(), SystemObjects.FIRST_USER_ID - 1);
        Route empty = new Route(
                database.id(),
                id,
                name,
                ownerId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
        Route route = apply(empty, options);
        routes.add(transaction, route);
        return route;
    }

    Route alter(Transaction transaction, Route former, RouteOptions options) {
        Route route = apply(former, options);
        routes.replace(transaction, route);
        return route;
    }

    private Route apply(Route former, RouteOptions options) {
        Route route = new Route(
                former.databaseId(),
                former.id(),
                former.name(),
                former.ownerId(),
                options.serviceName().or(former::serviceName),
                options.brokerInstance().or(former::brokerInstance),
                options.lifetimeSeconds()
                        .map(seconds -> expiry(former.name(), seconds))
                        .or(former::expires),
                options.address().orElse(former.address()),
                options.mirrorAddress().or(former::mirrorAddress));
        requireValid(route);
        return route;
    }

    private LocalDateTime expiry(String name, long seconds) {
        if (seconds < 1 || seconds > Integer.MAX_VALUE) {
            throw RouteErrors.lifetimeRange(name);
        }
        return LocalDateTime.now(clock).plusSeconds(seconds);
    }

    private static void requireValid(Route route) {
        route.serviceName().ifPresent(text -> requireLength("SERVICE_NAME", route.name(), text, NAME_LIMIT));
        route.brokerInstance().ifPresent(text -> requireLength("BROKER_INSTANCE", route.name(), text, INSTANCE_LIMIT));
        requireLength("ADDRESS", route.name(), route.address(), NAME_LIMIT);
        if (route.mirrorAddress().isPresent()) {
            requireMirror(route);
        }
        if (route.brokerInstance().isPresent() && route.serviceName().isEmpty()) {
            throw RouteErrors.instanceWithoutService(route.name());
        }
        boolean transport = route.address().equalsIgnoreCase(TRANSPORT);
        if (transport && route.serviceName().isPresent()) {
            throw RouteErrors.transportWithService(route.name());
        }
        if (!transport
                && !route.address().equalsIgnoreCase(LOCAL)
                && NetworkAddress.parse(route.address()).isEmpty()) {
            throw RouteErrors.invalidAddress("ADDRESS", route.name());
        }
    }

    private static void requireLength(String option, String route, String text, int limit) {
        if (text.isEmpty()) {
            throw RouteErrors.empty(option, route);
        }
        if (text.length() >= limit) {
            throw RouteErrors.tooLong(option, route, limit);
        }
    }

    private static void requireMirror(Route route) {
        String mirror = route.mirrorAddress().orElseThrow();
        requireLength("MIRROR_ADDRESS", route.name(), mirror, NAME_LIMIT);
        if (route.serviceName().isEmpty() || route.brokerInstance().isEmpty()) {
            throw RouteErrors.mirrorNeedsServiceAndInstance(route.name());
        }
        if (NetworkAddress.parse(route.address()).isEmpty()) {
            throw RouteErrors.mirrorNeedsAddress("ADDRESS", route.name());
        }
        if (NetworkAddress.parse(mirror).isEmpty()) {
            throw RouteErrors.mirrorNeedsAddress("MIRROR_ADDRESS", route.name());
        }
        if (mirror.equalsIgnoreCase(route.address())) {
            throw RouteErrors.sameMirror(route.name());
        }
        throw SqlErrors.notSupported("MIRROR_ADDRESS of a route");
    }

    /** The binding for a remote service, which decides how dialogs to it are secured. */
    Optional<RemoteServiceBinding> bindingFor(int databaseId, String service) {
        return bindings.all(databaseId).stream()
                .filter(binding -> binding.service().equals(service))
                .findFirst();
    }

    RemoteServiceBinding create(
            Transaction transaction,
            Database database,
            String name,
            int ownerId,
            String service,
            Principal user,
            boolean anonymous) {
        requireUser(user);
        if (bindingFor(database.id(), service).isPresent()) {
            throw BrokerErrors.bindingExists(name, service);
        }
        int id = store.nextId(BINDING, database.id(), SystemObjects.FIRST_USER_ID - 1);
        RemoteServiceBinding binding =
                new RemoteServiceBinding(database.id(), id, name, ownerId, service, user.id(), anonymous);
        bindings.add(transaction, binding);
        return binding;
    }

    void alter(
            Transaction transaction,
            RemoteServiceBinding former,
            Optional<Principal> user,
            Optional<Boolean> anonymous) {
        user.ifPresent(RouteDefinitions::requireUser);
        bindings.replace(
                transaction,
                new RemoteServiceBinding(
                        former.databaseId(),
                        former.id(),
                        former.name(),
                        former.ownerId(),
                        former.service(),
                        user.map(Principal::id).orElse(former.userId()),
                        anonymous.orElse(former.anonymous())));
    }

    private static void requireUser(Principal user) {
        if (user.isRole()) {
            throw BrokerErrors.cannotOwnCertificates(user.name());
        }
    }

    private static Map<String, String> write(Route route) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("owner", Integer.toString(route.ownerId()));
        route.serviceName().ifPresent(value -> attributes.put("service", value));
        route.brokerInstance().ifPresent(value -> attributes.put("broker", value));
        route.expires().ifPresent(value -> attributes.put("expires", value.toString()));
        attributes.put("address", route.address());
        route.mirrorAddress().ifPresent(value -> attributes.put("mirror", value));
        return attributes;
    }

    private static Route readRoute(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new Route(
                stored.databaseId(),
                stored.objectId(),
                stored.name(),
                Integer.parseInt(attributes.get("owner")),
                Optional.ofNullable(attributes.get("service")),
                Optional.ofNullable(attributes.get("broker")),
                Optional.ofNullable(attributes.get("expires")).map(LocalDateTime::parse),
                attributes.get("address"),
                Optional.ofNullable(attributes.get("mirror")));
    }

    private static Map<String, String> write(RemoteServiceBinding binding) {
        return Map.of(
                "owner", Integer.toString(binding.ownerId()),
                "service", binding.service(),
                "user", Integer.toString(binding.userId()),
                "anonymous", Boolean.toString(binding.anonymous()));
    }

    private static RemoteServiceBinding readBinding(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new RemoteServiceBinding(
                stored.databaseId(),
                stored.objectId(),
                stored.name(),
                Integer.parseInt(attributes.get("owner")),
                attributes.get("service"),
                Integer.parseInt(attributes.get("user")),
                Boolean.parseBoolean(attributes.get("anonymous")));
    }
}
