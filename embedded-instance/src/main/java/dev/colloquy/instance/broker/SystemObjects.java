package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import java.util.List;
import java.util.Map;

/** The Service Broker objects that every database is born with; they are not stored. */
final class SystemObjects {
    static final int FIRST_USER_ID = 65_536;

    private static final int DBO = 1;
    private static final String BROKER = "http://schemas.microsoft.com/SQL/ServiceBroker/";
    private static final String NOTIFICATIONS = "http://schemas.microsoft.com/SQL/Notifications/";

    private static final int QUERY_NOTIFICATION_QUEUE = 1_977_058_079;
    private static final int EVENT_NOTIFICATION_QUEUE = 2_009_058_193;
    private static final int SERVICE_BROKER_QUEUE = 2_041_058_307;

    private static final int DEFAULT_TYPE = 14;
    private static final int DEFAULT_CONTRACT = 6;

    private SystemObjects() {}

    static boolean isSystemQueue(int id) {
        return id == QUERY_NOTIFICATION_QUEUE || id == EVENT_NOTIFICATION_QUEUE || id == SERVICE_BROKER_QUEUE;
    }

    static List<MessageType> messageTypes(int databaseId) {
        return List.of(
                type(databaseId, MessageType.ERROR_ID, MessageType.ERROR, Validation.WELL_FORMED_XML),
                type(databaseId, MessageType.END_DIALOG_ID, MessageType.END_DIALOG, Validation.EMPTY),
                type(databaseId, MessageType.DIALOG_TIMER_ID, MessageType.DIALOG_TIMER, Validation.EMPTY),
                type(databaseId, 4, BROKER + "BrokerConfiguration/FailedRoute", Validation.WELL_FORMED_XML),
                type(databaseId, 5, BROKER + "BrokerConfiguration/MissingRoute", Validation.WELL_FORMED_XML),
                type(
                        databaseId,
                        6,
                        BROKER + "BrokerConfiguration/FailedRemoteServiceBinding",
                        Validation.WELL_FORMED_XML),
                type(
                        databaseId,
                        7,
                        BROKER + "BrokerConfiguration/MissingRemoteServiceBinding",
                        Validation.WELL_FORMED_XML),
                type(databaseId, 8, BROKER + "ServiceDiagnostic/Query", Validation.WELL_FORMED_XML),
                type(databaseId, 9, BROKER + "ServiceDiagnostic/Status", Validation.WELL_FORMED_XML),
                type(databaseId, 10, BROKER + "ServiceDiagnostic/Description", Validation.WELL_FORMED_XML),
                type(databaseId, 11, BROKER + "ServiceEcho/Echo", Validation.NONE),
                type(databaseId, 12, NOTIFICATIONS + "EventNotification", Validation.WELL_FORMED_XML),
                type(databaseId, 13, NOTIFICATIONS + "QueryNotification", Validation.WELL_FORMED_XML),
                type(databaseId, DEFAULT_TYPE, MessageType.DEFAULT, Validation.NONE));
    }

    static List<Contract> contracts(int databaseId) {
        return List.of(
                contract(databaseId, 1, NOTIFICATIONS + "PostEventNotification", Map.of(12, SentBy.INITIATOR)),
                contract(databaseId, 2, NOTIFICATIONS + "PostQueryNotification", Map.of(13, SentBy.INITIATOR)),
                contract(
                        databaseId,
                        3,
                        BROKER + "BrokerConfiguration",
                        Map.of(4, SentBy.INITIATOR, 5, SentBy.INITIATOR, 6, SentBy.INITIATOR, 7, SentBy.INITIATOR)),
                contract(
                        databaseId,
                        4,
                        BROKER + "ServiceDiagnostic",
                        Map.of(8, SentBy.INITIATOR, 9, SentBy.TARGET, 10, SentBy.TARGET)),
                contract(databaseId, 5, BROKER + "ServiceEcho", Map.of(11, SentBy.ANY)),
                contract(databaseId, DEFAULT_CONTRACT, Contract.DEFAULT, Map.of(DEFAULT_TYPE, SentBy.ANY)));
    }

    static List<Queue> queues(Database database) {
        return List.of(
                queue(database, QUERY_NOTIFICATION_QUEUE, "QueryNotificationErrorsQueue"),
                queue(database, EVENT_NOTIFICATION_QUEUE, "EventNotificationErrorsQueue"),
                queue(database, SERVICE_BROKER_QUEUE, "ServiceBrokerQueue"));
    }

    static List<Service> services(int databaseId) {
        return List.of(
                service(
                        databaseId,
                        1,
                        NOTIFICATIONS + "EventNotificationService",
                        EVENT_NOTIFICATION_QUEUE,
                        List.of(1)),
                service(
                        databaseId,
                        2,
                        NOTIFICATIONS + "QueryNotificationService",
                        QUERY_NOTIFICATION_QUEUE,
                        List.of(2)),
                service(databaseId, 3, BROKER + "ServiceBroker", SERVICE_BROKER_QUEUE, List.of(3, 4, 5)));
    }

    private static MessageType type(int databaseId, int id, String name, Validation validation) {
        return new MessageType(databaseId, id, name, DBO, validation);
    }

    private static Contract contract(int databaseId, int id, String name, Map<Integer, SentBy> usages) {
        return new Contract(databaseId, id, name, DBO, usages);
    }

    private static Queue queue(Database database, int id, String name) {
        return new Queue(database.id(), id, "dbo", name, true, false, true, database.created(), database.created());
    }

    private static Service service(int databaseId, int id, String name, int queueId, List<Integer> contracts) {
        return new Service(databaseId, id, name, DBO, queueId, contracts);
    }
}
