package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertError;
import static dev.colloquy.instance.tsql.Parsed.assertNotSupported;
import static dev.colloquy.instance.tsql.Parsed.error;
import static dev.colloquy.instance.tsql.Parsed.expression;
import static dev.colloquy.instance.tsql.Parsed.only;
import static dev.colloquy.instance.tsql.Parsed.statements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerParserTest {
    @Nested
    class Definitions {
        @Test
        void message_types_have_a_validation() {
            assertEquals(
                    BrokerDefinition.Validation.WELL_FORMED_XML,
                    only(
                                    BrokerDefinition.DefineMessageType.class,
                                    "CREATE MESSAGE TYPE [//a] AUTHORIZATION dbo VALIDATION = WELL_FORMED_XML")
                            .validation());
            assertEquals(
                    BrokerDefinition.Validation.NONE,
                    only(BrokerDefinition.DefineMessageType.class, "CREATE MESSAGE TYPE m")
                            .validation());
            BrokerDefinition.DefineMessageType altered = only(
                    BrokerDefinition.DefineMessageType.class,
                    "ALTER MESSAGE TYPE m VALIDATION = VALID_XML WITH SCHEMA COLLECTION dbo.c");
            assertTrue(altered.alter());
            assertEquals(Optional.of(ObjectName.of("dbo", "c")), altered.schemaCollection());
        }

        @Test
        void contracts_say_who_sends_what() {
            BrokerDefinition.CreateContract contract = only(
                    BrokerDefinition.CreateContract.class,
                    "CREATE CONTRACT [//c] ([//a] SENT BY INITIATOR, [DEFAULT] SENT BY ANY, b SENT BY TARGET)");
            assertEquals(
                    List.of(
                            new BrokerDefinition.ContractUsage("//a", BrokerDefinition.SentBy.INITIATOR),
                            new BrokerDefinition.ContractUsage("DEFAULT", BrokerDefinition.SentBy.ANY),
                            new BrokerDefinition.ContractUsage("b", BrokerDefinition.SentBy.TARGET)),
                    contract.usages());
        }

        @Test
        void queues_take_their_options_in_any_order() {
            BrokerDefinition.DefineQueue queue = only(
                    BrokerDefinition.DefineQueue.class,
                    "CREATE QUEUE dbo.q WITH RETENTION = ON, POISON_MESSAGE_HANDLING (STATUS = OFF), STATUS = ON ON [PRIMARY]");
            assertEquals(Optional.of(true), queue.status());
            assertEquals(Optional.of(true), queue.retention());
            assertEquals(Optional.of(false), queue.poisonMessageHandling());
            assertEquals(
                    Optional.of(false),
                    only(BrokerDefinition.DefineQueue.class, "ALTER QUEUE q WITH STATUS = OFF")
                            .status());
            assertEquals(102, error("ALTER QUEUE q").number());
        }

        @Test
        void services_offer_contracts() {
            BrokerDefinition.CreateService service = only(
                    BrokerDefinition.CreateService.class,
                    "CREATE SERVICE [//s] AUTHORIZATION u ON QUEUE dbo.q ([//c], [DEFAULT])");
            assertEquals(List.of("//c", "DEFAULT"), service.contracts());
            assertEquals(Optional.of("u"), service.owner());
            BrokerDefinition.AlterService altered = only(
                    BrokerDefinition.AlterService.class,
                    "ALTER SERVICE [//s] ON QUEUE q2 (ADD CONTRACT a, DROP CONTRACT b)");
            assertEquals(List.of("a"), altered.added());
            assertEquals(List.of("b"), altered.dropped());
        }

        @Test
        void routes_take_their_options_in_any_order() {
            BrokerDefinition.DefineRoute route = only(
                    BrokerDefinition.DefineRoute.class,
                    "CREATE ROUTE r WITH ADDRESS = N'TCP://h:4022', LIFETIME = 600, BROKER_INSTANCE = 'g', SERVICE_NAME = N'//s'");
            assertEquals(Optional.of("TCP://h:4022"), route.address());
            assertEquals(Optional.of(600L), route.lifetimeSeconds());
            assertEquals(Optional.of("//s"), route.serviceName());
            assertEquals(102, error("CREATE ROUTE r WITH SERVICE_NAME = 's'").number());
            assertError(102, 1, "Incorrect syntax near 'ADDRESS'.", "CREATE ROUTE r WITH ADDRESS = 'a', ADDRESS = 'b'");
        }

        @Test
        void bindings_name_a_user() {
            BrokerDefinition.DefineBinding binding = only(
                    BrokerDefinition.DefineBinding.class,
                    "CREATE REMOTE SERVICE BINDING b TO SERVICE N'//s' WITH USER = u, ANONYMOUS = ON");
            assertEquals(Optional.of("u"), binding.user());
            assertEquals(Optional.of(true), binding.anonymous());
            assertEquals(
                    Optional.empty(),
                    only(BrokerDefinition.DefineBinding.class, "ALTER REMOTE SERVICE BINDING b WITH ANONYMOUS = OFF")
                            .user());
        }

        @Test
        void endpoints_listen_for_service_broker() {
            BrokerDefinition.DefineEndpoint endpoint = only(
                    BrokerDefinition.DefineEndpoint.class,
                    "CREATE ENDPOINT e STATE = STARTED AS TCP ( LISTENER_PORT = 4022, LISTENER_IP = (127.0.0.1) )"
                            + " FOR SERVICE_BROKER (AUTHENTICATION = CERTIFICATE c WINDOWS NTLM,"
                            + " ENCRYPTION = SUPPORTED ALGORITHM RC4 AES, MESSAGE_FORWARDING = ENABLED,"
                            + " MESSAGE_FORWARD_SIZE = 10)");
            assertEquals(Optional.of(BrokerDefinition.EndpointState.STARTED), endpoint.state());
            assertEquals(Optional.of(4022), endpoint.listenerPort());
            assertEquals(Optional.of("127.0.0.1"), endpoint.listenerIp());
            assertEquals(
                    Optional.of(new BrokerDefinition.Authentication(true, false, Optional.of("c"))),
                    endpoint.authentication());
            assertEquals(
                    List.of("RC4", "AES"), endpoint.encryption().orElseThrow().algorithms());
            assertEquals(Optional.of(true), endpoint.messageForwarding());
        }

        @Test
        void an_endpoint_is_altered_part_by_part() {
            BrokerDefinition.DefineEndpoint endpoint =
                    only(BrokerDefinition.DefineEndpoint.class, "ALTER ENDPOINT e STATE = STOPPED");
            assertEquals(Optional.empty(), endpoint.listenerPort());
            assertEquals(
                    Optional.of("::1"),
                    only(
                                    BrokerDefinition.DefineEndpoint.class,
                                    "ALTER ENDPOINT e AS TCP (LISTENER_PORT = 1024, LISTENER_IP = ('::1'))")
                            .listenerIp());
            assertNotSupported("ENDPOINT … FOR TSQL", "CREATE ENDPOINT e AS TCP (LISTENER_PORT = 5) FOR TSQL ()");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"MESSAGE TYPE", "CONTRACT", "QUEUE", "SERVICE", "ROUTE", "REMOTE SERVICE BINDING", "ENDPOINT"
                })
        void every_object_is_dropped_by_its_kind(String kind) {
            BrokerDefinition.DropBrokerObject drop =
                    only(BrokerDefinition.DropBrokerObject.class, "DROP " + kind + " [//x]");
            assertEquals(kind.replace(' ', '_'), drop.kind().name());
            assertEquals(ObjectName.of("//x"), drop.name());
        }
    }

    @Nested
    class Verbs {
        @Test
        void begin_dialog_takes_its_options_with_and_without_commas() {
            BrokerStatement.BeginDialog begin = only(
                    BrokerStatement.BeginDialog.class,
                    "BEGIN DIALOG CONVERSATION @h FROM SERVICE [//i] TO SERVICE @t, 'CURRENT DATABASE' ON CONTRACT [//c]"
                            + " WITH RELATED_CONVERSATION_GROUP = @g, LIFETIME = 60 ENCRYPTION = OFF");
            assertEquals("//i", begin.fromService());
            assertEquals(expression("@t"), begin.toService());
            assertEquals(Optional.of(expression("'CURRENT DATABASE'")), begin.brokerInstance());
            assertEquals(Optional.of("//c"), begin.contract());
            assertEquals(Optional.of(expression("@g")), begin.relatedGroup());
            assertEquals(Optional.of(expression("60")), begin.lifetimeSeconds());
            assertEquals(Optional.of(false), begin.encryption());
            assertEquals(
                    Optional.empty(),
                    only(BrokerStatement.BeginDialog.class, "BEGIN DIALOG @h FROM SERVICE a TO SERVICE 'b'")
                            .encryption());
        }

        @Test
        void send_takes_one_handle_or_a_list() {
            BrokerStatement.Send send =
                    only(BrokerStatement.Send.class, "SEND ON CONVERSATION @h MESSAGE TYPE [//m] (@body + N'x')");
            assertFalse(send.handleList());
            assertEquals(Optional.of(expression("@body + N'x'")), send.body());
            BrokerStatement.Send list = only(BrokerStatement.Send.class, "SEND ON CONVERSATION (@a, @b)");
            assertTrue(list.handleList());
            assertEquals(2, list.handles().size());
            assertEquals(Optional.empty(), list.messageType());
            assertTrue(only(BrokerStatement.Send.class, "SEND ON CONVERSATION @h (N'x')")
                    .body()
                    .isPresent());
        }

        @Test
        void send_must_follow_a_semicolon_unless_it_is_first() {
            assertError(102, 1, "Incorrect syntax near 'SEND'.", "SELECT @m = N'x' SEND ON CONVERSATION @h (@m)");
            assertError(102, 1, "Incorrect syntax near 'SEND'.", "DECLARE @m int SEND ON CONVERSATION @h (@m)");
            assertEquals(
                    2,
                    statements("SELECT @m = N'x';SEND ON CONVERSATION @h (@m)").size());
            assertEquals(
                    1, statements("IF 1 = 1 BEGIN SEND ON CONVERSATION @h; END").size());
            assertEquals(
                    1,
                    statements("IF 1 = 1 SEND ON CONVERSATION @h ELSE RECEIVE * FROM q")
                            .size());
        }

        @Test
        void receive_assigns_or_returns() {
            BrokerStatement.Receive receive = only(
                    BrokerStatement.Receive.class,
                    "RECEIVE TOP(1) @h = conversation_handle, @m = CAST(message_body AS nvarchar(max)) FROM dbo.q"
                            + " WHERE conversation_group_id = @g");
            assertEquals(Optional.of(expression("1")), receive.top());
            assertEquals(Optional.of("@h"), receive.items().get(0).variable());
            assertEquals(Optional.of(new BrokerStatement.ReceiveFilter(true, expression("@g"))), receive.filter());
            assertFalse(receive.waiting());
            assertEquals(
                    Optional.of("@t"),
                    only(BrokerStatement.Receive.class, "RECEIVE * FROM q INTO @t")
                            .into());
            assertEquals(
                    8447,
                    error("RECEIVE @h = conversation_handle, message_body FROM q")
                            .number());
            assertEquals(
                    8450,
                    error("RECEIVE @h = conversation_handle FROM q INTO @t").number());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "service_id = 1",
                    "conversation_handle > @h",
                    "conversation_handle = @h AND 1 = 1",
                    "conversation_handle = @a + @b",
                    "@h = conversation_handle"
                })
        void receive_filters_by_one_equality_only(String filter) {
            int number = error("RECEIVE * FROM q WHERE " + filter).number();
            assertTrue(number == 102 || number == 156, () -> filter + ": " + number);
        }

        @Test
        void wait_for_gives_a_timeout() {
            BrokerStatement.Receive receive =
                    only(BrokerStatement.Receive.class, "WAITFOR ( RECEIVE * FROM q ), TIMEOUT 1000");
            assertTrue(receive.waiting());
            assertEquals(Optional.of(expression("1000")), receive.timeout());
            assertEquals(
                    Optional.empty(),
                    only(BrokerStatement.Receive.class, "WAITFOR (RECEIVE * FROM q)")
                            .timeout());
            BrokerStatement.GetConversationGroup group = only(
                    BrokerStatement.GetConversationGroup.class,
                    "WAITFOR (GET CONVERSATION GROUP @g FROM dbo.q), TIMEOUT @t");
            assertTrue(group.waiting());
            assertEquals(Optional.of(expression("@t")), group.timeout());
        }

        @Test
        void end_conversation_may_carry_an_error_or_clean_up() {
            BrokerStatement.EndConversation end = only(
                    BrokerStatement.EndConversation.class, "END CONVERSATION @h WITH ERROR = 50 DESCRIPTION = N'no'");
            assertEquals(Optional.of(expression("50")), end.errorCode());
            assertEquals(Optional.of(expression("N'no'")), end.errorDescription());
            assertTrue(only(BrokerStatement.EndConversation.class, "END CONVERSATION @h WITH CLEANUP")
                    .cleanup());
        }

        @Test
        void end_conversation_does_not_close_a_block() {
            ControlStatement.Block block = only(ControlStatement.Block.class, "BEGIN PRINT 1 END CONVERSATION @h END");
            assertInstanceOf(
                    BrokerStatement.EndConversation.class, block.statements().get(1));
        }
    }
}
