package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Databases;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Chooses where messages of a conversation go, by the routes of a database. Finding no route is never an error. */
final class Routing {
    private final Databases databases;
    private final Definitions definitions;
    private final Endpoints endpoints;
    private final Clock clock;

    Routing(Databases databases, Definitions definitions, Endpoints endpoints, Clock clock) {
        this.databases = databases;
        this.definitions = definitions;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * Where a conversation goes; exactly one is not null: the local database, the network address, the status that says
     * why it must wait, or the error that ends it.
     */
    record Choice(Database local, String address, String status, BrokerError error) {
        static Choice local(Database database) {
            return new Choice(database, null, null, null);
        }

        static Choice network(String address) {
            return new Choice(null, address, null, null);
        }

        static Choice delayed(String status) {
            return new Choice(null, null, status, null);
        }

        static Choice failed(BrokerError error) {
            return new Choice(null, null, null, error);
        }
    }

    /**
     * Chooses a route.
     *
     * @param table   the database whose sys.routes is searched: the sender's, or msdb for what arrives
     * @param service name of the destination, compared exactly
     * @param broker  broker instance of the destination, null if unknown
     * @param conversation without a broker instance decides among routes that name several
     */
    Choice choose(Database table, String service, UUID broker, UUID conversation) {
        List<Route> matches = matches(table, service, broker, conversation);
        if (matches.isEmpty()) {
            boolean hosted = broker != null && databases.withBroker(broker).isPresent();
            return hosted ? local(table, service, broker) : Choice.delayed(TransmissionStatus.NO_ROUTE);
        }
        Choice unlocated = null;
        for (Route route : matches) {
            if (route.address().equalsIgnoreCase(RouteDefinitions.LOCAL)) {
                Choice choice = local(table, service, broker == null ? guidOf(route) : broker);
                if (choice.status() == null) {
                    return choice;
                }
                unlocated = choice;
            }
        }
        Optional<NetworkAddress> address = networkAddress(matches, service);
        if (address.isEmpty()) {
            return unlocated == null ? Choice.delayed(TransmissionStatus.NO_ROUTE) : unlocated;
        }
        boolean transport = endpoints
                .current()
                .map(Endpoint::state)
                .filter(EndpointState.STARTED::equals)
                .isPresent();
        return transport ? Choice.network(address.get().toString()) : Choice.delayed(TransmissionStatus.NO_TRANSPORT);
    }

    private static Optional<NetworkAddress> networkAddress(List<Route> matches, String service) {
        for (Route route : matches) {
            Optional<NetworkAddress> address = NetworkAddress.parse(route.address());
            if (address.isPresent()) {
                return address;
            }
        }
        boolean transport =
                matches.stream().anyMatch(route -> route.address().equalsIgnoreCase(RouteDefinitions.TRANSPORT));
        return transport ? NetworkAddress.prefixOf(service) : Optional.empty();
    }

    private List<Route> matches(Database table, String service, UUID broker, UUID conversation) {
        List<Route> exact = new ArrayList<>(2);
        List<Route> byName = new ArrayList<>(2);
        List<Route> byNameWithBroker = new ArrayList<>(0);
        List<Route> wildcards = new ArrayList<>(1);
        LocalDateTime now = LocalDateTime.now(clock);
        for (Route route : definitions.routes(table.id())) {
            if (route.expires().isPresent() && !route.expires().get().isAfter(now)) {
                continue;
            }
            if (route.serviceName().isEmpty()) {
                wildcards.add(route);
            } else if (route.serviceName().get().equals(service)) {
                if (route.brokerInstance().isEmpty()) {
                    byName.add(route);
                } else if (broker != null && broker.equals(guidOf(route))) {
                    exact.add(route);
                } else if (broker == null && guidOf(route) != null) {
                    byNameWithBroker.add(route);
                }
            }
        }
        if (!exact.isEmpty()) {
            return exact;
        }
        if (!byName.isEmpty()) {
            return byName;
        }
        return byNameWithBroker.isEmpty() ? wildcards : ofOneBroker(byNameWithBroker, conversation);
    }

    /**
     * The routes of one broker instance. A conversation gets the same one each time it is asked, after a restart too, for
     * its messages must not go to two; a route that comes or goes changes the choice of no conversation but those that
     * get or lose it (rendezvous hashing).
     */
    private static List<Route> ofOneBroker(List<Route> routes, UUID conversation) {
        UUID chosen = null;
        for (Route route : routes) {
            UUID candidate = guidOf(route);
            if (chosen == null || rank(candidate, conversation) > rank(chosen, conversation)) {
                chosen = candidate;
            }
        }
        UUID broker = chosen;
        return routes.stream().filter(route -> broker.equals(guidOf(route))).toList();
    }

    private static long rank(UUID broker, UUID conversation) {
        long bits = broker.getMostSignificantBits() ^ conversation.getLeastSignificantBits();
        bits = (bits ^ (bits >>> 32)) * 0x9E3779B97F4A7C15L + broker.getLeastSignificantBits();
        bits = (bits ^ (bits >>> 29)) * 0xBF58476D1CE4E5B9L + conversation.getMostSignificantBits();
        return (bits ^ (bits >>> 32)) * 0x94D049BB133111EBL;
    }

    private static UUID guidOf(Route route) {
        return route.brokerInstance().flatMap(Routing::parse).orElse(null);
    }

    /** A GUID in SQL Server's notations. */
    static Optional<UUID> parse(String text) {
        String digits = text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        if (digits.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(digits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Choice local(Database origin, String service, UUID broker) {
        if (broker != null) {
            Optional<Database> database = databases.withBroker(broker);
            if (database.isEmpty()) {
                return Choice.delayed(TransmissionStatus.NO_LOCAL_BROKER);
            }
            return definitions.service(database.get().id(), service).isPresent()
                    ? Choice.local(database.get())
                    : Choice.failed(ConversationErrors.serviceNotFound(service));
        }
        if (hosts(origin, service) && origin.brokerEnabled()) {
            return Choice.local(origin);
        }
        Database disabled = null;
        for (Database database : databases.all()) {
            if (hosts(database, service)) {
                if (database.brokerEnabled()) {
                    return Choice.local(database);
                }
                disabled = database;
            }
        }
        return disabled == null
                ? Choice.delayed(TransmissionStatus.NO_LOCAL_SERVICE)
                : Choice.delayed(TransmissionStatus.TARGET_DISABLED);
    }

    private boolean hosts(Database database, String service) {
        return definitions.service(database.id(), service).isPresent();
    }
}
