package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.ConversationEndpointRow;
import dev.colloquy.instance.broker.ConversationGroupRow;
import dev.colloquy.instance.broker.Service;
import dev.colloquy.instance.broker.TransmissionRow;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.types.SqlType;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Conversations, their groups and the transmission queue. */
final class ConversationViews implements ViewFamily {
    private static final SqlType GUID = SqlType.UNIQUEIDENTIFIER;
    private static final SqlType NAME = SqlType.nvarchar(256);
    private static final UUID NO_KEY = new UUID(0, 0);
    private static final LocalDateTime NEVER = LocalDateTime.of(1900, 1, 1, 0, 0);

    private static final List<String> NAMES =
            List.of("conversation_endpoints", "conversation_groups", "transmission_queue");

    private final Sources sources;

    ConversationViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "conversation_endpoints" -> endpoints();
            case "conversation_groups" -> groups();
            case "transmission_queue" -> transmissionQueue();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Tells whose conversations the reader may see: those of services that it may see. */
    private IntPredicate visibleServices(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        if (visibility.everything()) {
            return id -> true;
        }
        int databaseId = scope.databaseId();
        return id -> sources.broker()
                .definitions()
                .service(databaseId, id)
                .filter(service -> visibility.sees(Securable.service(databaseId, id), service.ownerId()))
                .isPresent();
    }

    private Stream<ConversationEndpointRow> endpoints(ViewScope scope) {
        return visible(
                scope,
                sources.broker()
                        .views()
                        .conversationEndpoints(
                                scope.transaction(),
                                scope.database(),
                                scope.demand().limit().isPresent()));
    }

    private Stream<ConversationEndpointRow> endpointWith(ViewScope scope, UUID handle) {
        return visible(
                scope,
                sources.broker().views().conversationEndpoint(scope.transaction(), scope.database(), handle).stream());
    }

    private Stream<ConversationEndpointRow> endpointsAfter(ViewScope scope, UUID handle) {
        return visible(
                scope,
                sources.broker().views().conversationEndpointsAfter(scope.transaction(), scope.database(), handle));
    }

    private Stream<ConversationEndpointRow> visible(ViewScope scope, Stream<ConversationEndpointRow> rows) {
        IntPredicate visible = visibleServices(scope);
        return rows.filter(row -> visible.test(row.serviceId()));
    }

    private View<?> endpoints() {
        return View.<ConversationEndpointRow>of(this::endpoints)
                .column("conversation_handle", GUID, ConversationEndpointRow::conversationHandle)
                .asKey(UUID.class, this::endpointWith)
                .orderedBy(UUID.class, this::endpointsAfter)
                .column("conversation_id", GUID, ConversationEndpointRow::conversationId)
                .column("is_initiator", SqlType.TINYINT, row -> row.initiator() ? 1 : 0)
                .column("service_contract_id", SqlType.INT, ConversationEndpointRow::serviceContractId)
                .column("conversation_group_id", GUID, ConversationEndpointRow::conversationGroupId)
                .column("service_id", SqlType.INT, ConversationEndpointRow::serviceId)
                .column("lifetime", SqlType.DATETIME, ConversationEndpointRow::lifetime)
                .column("state", Types.CODE, ConversationEndpointRow::state)
                .nullable("state_desc", Types.DESCRIPTION, ConversationEndpointRow::stateDescription)
                .column("far_service", NAME, ConversationEndpointRow::farService)
                .nullable("far_broker_instance", SqlType.nvarchar(128), row -> text(row.farBrokerInstance()))
                .column("principal_id", SqlType.INT, ConversationEndpointRow::principalId)
                .column("far_principal_id", SqlType.INT, ConversationEndpointRow::farPrincipalId)
                .column(
                        "outbound_session_key_identifier",
                        GUID,
                        row -> row.sessionKey().orElse(NO_KEY))
                .column(
                        "inbound_session_key_identifier",
                        GUID,
                        row -> row.sessionKey().orElse(NO_KEY))
                .column(
                        "security_timestamp",
                        SqlType.DATETIME,
                        row -> row.securityTimestamp().orElse(NEVER))
                .column(
                        "dialog_timer",
                        SqlType.DATETIME,
                        row -> row.dialogTimer().orElse(NEVER))
                .column("send_sequence", SqlType.BIGINT, ConversationEndpointRow::sendSequence)
                .constant("last_send_tran_id", SqlType.binary(6), new byte[6])
                .column("end_dialog_sequence", SqlType.BIGINT, ConversationEndpointRow::endDialogSequence)
                .column("receive_sequence", SqlType.BIGINT, ConversationEndpointRow::receiveSequence)
                .constant("receive_sequence_frag", SqlType.INT, 0)
                .constant("system_sequence", SqlType.BIGINT, 0L)
                .constant("first_out_of_order_sequence", SqlType.BIGINT, -1L)
                .constant("last_out_of_order_sequence", SqlType.BIGINT, -1L)
                .constant("last_out_of_order_frag", SqlType.INT, 0)
                .column("is_system", SqlType.BIT, ConversationEndpointRow::system)
                .column("priority", SqlType.TINYINT, ConversationEndpointRow::priority);
    }

    /** Broker instances are shown as SQL Server writes a uniqueidentifier: in upper case. */
    private static String text(Optional<UUID> broker) {
        return broker.map(guid -> guid.toString().toUpperCase(Locale.ROOT)).orElse(null);
    }

    private Stream<ConversationGroupRow> visibleGroups(ViewScope scope) {
        IntPredicate visible = visibleServices(scope);
        return sources.broker().views().conversationGroups(scope.transaction(), scope.database()).stream()
                .filter(row -> visible.test(row.serviceId()));
    }

    private View<?> groups() {
        return View.<ConversationGroupRow>of(this::visibleGroups)
                .column("conversation_group_id", GUID, ConversationGroupRow::conversationGroupId)
                .column("service_id", SqlType.INT, ConversationGroupRow::serviceId)
                .nullable("is_system", SqlType.BIT, ConversationGroupRow::system);
    }

    private Stream<TransmissionRow> visibleTransmissions(ViewScope scope) {
        boolean everything = sources.visibility(scope).everything();
        IntPredicate visible = visibleServices(scope);
        return sources.broker()
                .views()
                .transmissionQueue(
                        scope.transaction(),
                        scope.database(),
                        everything ? scope.demand().limit() : OptionalLong.empty())
                .filter(row -> everything
                        || sources.broker()
                                .definitions()
                                .service(scope.databaseId(), row.fromServiceName())
                                .map(Service::id)
                                .filter(visible::test)
                                .isPresent());
    }

    private View<?> transmissionQueue() {
        return View.<TransmissionRow>of(this::visibleTransmissions)
                .column("conversation_handle", GUID, TransmissionRow::conversationHandle)
                .nullable("to_service_name", NAME, TransmissionRow::toServiceName)
                .nullable("to_broker_instance", SqlType.nvarchar(128), row -> text(row.toBrokerInstance()))
                .nullable("from_service_name", NAME, TransmissionRow::fromServiceName)
                .nullable("service_contract_name", NAME, TransmissionRow::serviceContractName)
                .column("enqueue_time", SqlType.DATETIME, TransmissionRow::enqueueTime)
                .column("message_sequence_number", SqlType.BIGINT, TransmissionRow::messageSequenceNumber)
                .nullable("message_type_name", NAME, TransmissionRow::messageTypeName)
                .column("is_conversation_error", SqlType.BIT, TransmissionRow::conversationError)
                .column("is_end_of_dialog", SqlType.BIT, TransmissionRow::endOfDialog)
                .nullable(
                        "message_body",
                        SqlType.VARBINARY_MAX,
                        row -> row.messageBody().get())
                .nullable("transmission_status", SqlType.nvarchar(4000), TransmissionRow::transmissionStatus)
                .column("priority", SqlType.TINYINT, TransmissionRow::priority);
    }
}
