package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.Contract;
import dev.colloquy.instance.broker.MessageType;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.RemoteServiceBinding;
import dev.colloquy.instance.broker.Route;
import dev.colloquy.instance.broker.SentBy;
import dev.colloquy.instance.broker.Service;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.stream.Stream;

/** Message types, contracts, queues, services, routes and remote service bindings. */
final class BrokerDefinitionViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    private static final SqlType SERVICE_NAME = SqlType.nvarchar(256);
    private static final SqlType BROKER_INSTANCE = SqlType.nvarchar(128);

    private static final List<String> NAMES = List.of(
            "service_message_types",
            "service_contracts",
            "service_contract_message_usages",
            "services",
            "service_contract_usages",
            "service_queues",
            "service_queue_usages",
            "routes",
            "remote_service_bindings",
            "conversation_priorities");

    private final Sources sources;

    BrokerDefinitionViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "service_message_types" -> messageTypes();
            case "service_contracts" -> contracts();
            case "service_contract_message_usages" -> contractMessageUsages();
            case "services" -> services();
            case "service_contract_usages" -> contractUsages();
            case "service_queues" -> queues();
            case "service_queue_usages" -> queueUsages();
            case "routes" -> routes();
            case "remote_service_bindings" -> bindings();
            case "conversation_priorities" -> priorities();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private View<?> messageTypes() {
        return View.<MessageType>of(this::visibleMessageTypes)
                .column("name", SqlType.SYSNAME, MessageType::name)
                .column("message_type_id", SqlType.INT, MessageType::id)
                .nullable("principal_id", SqlType.INT, MessageType::ownerId)
                .column("validation", Types.CODE, row -> row.validation().code())
                .nullable(
                        "validation_desc", DESCRIPTION, row -> row.validation().description())
                .nulls(SqlType.INT, "xml_collection_id");
    }

    private Stream<MessageType> visibleMessageTypes(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        int databaseId = scope.databaseId();
        return sources.broker().definitions().messageTypes(databaseId).stream()
                .filter(type -> type.isSystem()
                        || visibility.sees(
                                new Securable(Securable.MESSAGE_TYPE, databaseId, type.id()), type.ownerId()));
    }

    private Stream<Contract> visibleContracts(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        int databaseId = scope.databaseId();
        return sources.broker().definitions().contracts(databaseId).stream()
                .filter(contract -> contract.isSystem()
                        || visibility.sees(Securable.contract(databaseId, contract.id()), contract.ownerId()));
    }

    private View<?> contracts() {
        return View.<Contract>of(this::visibleContracts)
                .column("name", SqlType.SYSNAME, Contract::name)
                .column("service_contract_id", SqlType.INT, Contract::id)
                .nullable("principal_id", SqlType.INT, Contract::ownerId);
    }

    private record MessageUsage(int contractId, int messageTypeId, SentBy sentBy) {}

    private View<?> contractMessageUsages() {
        return View.<MessageUsage>of(scope -> visibleContracts(scope)
                        .flatMap(contract -> contract.messageTypeIds().stream()
                                .map(id -> new MessageUsage(
                                        contract.id(), id, contract.usages().get(id)))))
                .column("service_contract_id", SqlType.INT, MessageUsage::contractId)
                .column("message_type_id", SqlType.INT, MessageUsage::messageTypeId)
                .column("is_sent_by_initiator", SqlType.BIT, row -> row.sentBy().initiator())
                .column("is_sent_by_target", SqlType.BIT, row -> row.sentBy().target());
    }

    private Stream<Service> visibleServices(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        int databaseId = scope.databaseId();
        return sources.broker().definitions().services(databaseId).stream()
                .filter(service -> service.isSystem()
                        || visibility.sees(Securable.service(databaseId, service.id()), service.ownerId()));
    }

    private View<?> services() {
        return View.<Service>of(this::visibleServices)
                .column("name", SqlType.SYSNAME, Service::name)
                .column("service_id", SqlType.INT, Service::id)
                .nullable("principal_id", SqlType.INT, Service::ownerId)
                .column("service_queue_id", SqlType.INT, Service::queueId);
    }

    private record ContractOfService(int serviceId, int contractId) {}

    private View<?> contractUsages() {
        return View.<ContractOfService>of(scope -> visibleServices(scope)
                        .flatMap(service ->
                                service.contractIds().stream().map(id -> new ContractOfService(service.id(), id))))
                .column("service_id", SqlType.INT, ContractOfService::serviceId)
                .column("service_contract_id", SqlType.INT, ContractOfService::contractId);
    }

    private View<?> queueUsages() {
        return View.<Service>of(this::visibleServices)
                .column("service_id", SqlType.INT, Service::id)
                .column("service_queue_id", SqlType.INT, Service::queueId);
    }

    private record QueueRow(CatalogObject object, Queue queue) {}

    private Stream<QueueRow> visibleQueues(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.broker().definitions().queues(scope.databaseId()).stream()
                .map(queue -> new QueueRow(sources.objects().queue(queue), queue))
                .filter(row -> visibility.sees(row.object()));
    }

    private View<?> queues() {
        return View.<QueueRow>of(this::visibleQueues)
                .with(ObjectViews.columns(QueueRow::object))
                .constant("max_readers", SqlType.SMALLINT, 0)
                .nulls(SqlType.nvarchar(776), "activation_procedure")
                .nulls(SqlType.INT, "execute_as_principal_id")
                .zeros("is_activation_enabled")
                .column("is_receive_enabled", SqlType.BIT, row -> row.queue().enabled())
                .column("is_enqueue_enabled", SqlType.BIT, row -> row.queue().enabled())
                .column("is_retention_enabled", SqlType.BIT, row -> row.queue().retention())
                .nullable(
                        "is_poison_message_handling_enabled",
                        SqlType.BIT,
                        row -> row.queue().poisonMessageHandling());
    }

    private Stream<Route> visibleRoutes(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        int databaseId = scope.databaseId();
        return sources.broker().definitions().routes(databaseId).stream()
                .filter(route ->
                        visibility.sees(new Securable(Securable.ROUTE, databaseId, route.id()), route.ownerId()));
    }

    private View<?> routes() {
        return View.<Route>of(this::visibleRoutes)
                .column("name", SqlType.SYSNAME, Route::name)
                .column("route_id", SqlType.INT, Route::id)
                .nullable("principal_id", SqlType.INT, Route::ownerId)
                .nullable(
                        "remote_service_name",
                        SERVICE_NAME,
                        row -> row.serviceName().orElse(null))
                .nullable(
                        "broker_instance",
                        BROKER_INSTANCE,
                        row -> row.brokerInstance().orElse(null))
                .nullable("lifetime", SqlType.DATETIME, row -> row.expires().orElse(null))
                .nullable("address", SERVICE_NAME, Route::address)
                .nullable(
                        "mirror_address",
                        SERVICE_NAME,
                        row -> row.mirrorAddress().orElse(null));
    }

    private Stream<RemoteServiceBinding> visibleBindings(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        int databaseId = scope.databaseId();
        return sources.broker().definitions().bindings(databaseId).stream()
                .filter(binding -> visibility.sees(
                        new Securable(Securable.REMOTE_SERVICE_BINDING, databaseId, binding.id()), binding.ownerId()));
    }

    private View<?> bindings() {
        return View.<RemoteServiceBinding>of(this::visibleBindings)
                .column("name", SqlType.SYSNAME, RemoteServiceBinding::name)
                .column("remote_service_binding_id", SqlType.INT, RemoteServiceBinding::id)
                .nullable("principal_id", SqlType.INT, RemoteServiceBinding::ownerId)
                .nullable("remote_service_name", SERVICE_NAME, RemoteServiceBinding::service)
                .constant("service_contract_id", SqlType.INT, 0)
                .nullable("remote_principal_id", SqlType.INT, RemoteServiceBinding::userId)
                .column("is_anonymous_on", SqlType.BIT, RemoteServiceBinding::anonymous);
    }

    private static View<?> priorities() {
        return View.empty()
                .constant("priority_id", SqlType.INT, 0)
                .constant("name", SqlType.SYSNAME, "")
                .nulls(SqlType.INT, "service_contract_id", "local_service_id")
                .nulls(SERVICE_NAME, "remote_service_name")
                .constant("priority", SqlType.TINYINT, 0);
    }
}
