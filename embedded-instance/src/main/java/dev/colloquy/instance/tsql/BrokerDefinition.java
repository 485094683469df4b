package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/** CREATE, ALTER and DROP of Service Broker objects. */
public sealed interface BrokerDefinition extends Statement {

    /** The VALIDATION of a message type. */
    enum Validation {
        NONE,
        EMPTY,
        WELL_FORMED_XML,
        VALID_XML
    }

    /**
     * {@code CREATE MESSAGE TYPE} or {@code ALTER MESSAGE TYPE}.
     *
     * @param schemaCollection only with VALID_XML
     */
    record DefineMessageType(
            Position position,
            boolean alter,
            String name,
            Optional<String> owner,
            Validation validation,
            Optional<ObjectName> schemaCollection)
            implements BrokerDefinition {}

    /** {@code CREATE CONTRACT}. */
    record CreateContract(Position position, String name, Optional<String> owner, List<ContractUsage> usages)
            implements BrokerDefinition {
        public CreateContract {
            usages = List.copyOf(usages);
        }
    }

    /** One message type of a contract. */
    record ContractUsage(String messageType, SentBy sentBy) {}

    /** Who may send a message type. */
    enum SentBy {
        INITIATOR,
        TARGET,
        ANY
    }

    /** {@code CREATE QUEUE} or {@code ALTER QUEUE}; absent options keep their default or former value. */
    record DefineQueue(
            Position position,
            boolean alter,
            ObjectName name,
            Optional<Boolean> status,
            Optional<Boolean> retention,
            Optional<Boolean> poisonMessageHandling)
            implements BrokerDefinition {}

    /** {@code CREATE SERVICE}. */
    record CreateService(
            Position position, String name, Optional<String> owner, ObjectName queue, List<String> contracts)
            implements BrokerDefinition {
        public CreateService {
            contracts = List.copyOf(contracts);
        }
    }

    /** {@code ALTER SERVICE name [ON QUEUE q] [(ADD CONTRACT c, DROP CONTRACT d …)]}. */
    record AlterService(
            Position position, String name, Optional<ObjectName> queue, List<String> added, List<String> dropped)
            implements BrokerDefinition {
        public AlterService {
            added = List.copyOf(added);
            dropped = List.copyOf(dropped);
        }
    }

    /** {@code CREATE ROUTE} or {@code ALTER ROUTE}; lifetime in seconds. */
    record DefineRoute(
            Position position,
            boolean alter,
            String name,
            Optional<String> owner,
            Optional<String> serviceName,
            Optional<String> brokerInstance,
            Optional<Long> lifetimeSeconds,
            Optional<String> address,
            Optional<String> mirrorAddress)
            implements BrokerDefinition {}

    /** {@code CREATE REMOTE SERVICE BINDING} or its ALTER; service is absent in ALTER. */
    record DefineBinding(
            Position position,
            boolean alter,
            String name,
            Optional<String> owner,
            Optional<String> service,
            Optional<String> user,
            Optional<Boolean> anonymous)
            implements BrokerDefinition {}

    /** {@code CREATE ENDPOINT} or {@code ALTER ENDPOINT}, FOR SERVICE_BROKER only. Absent options: see 2.8 defaults. */
    record DefineEndpoint(
            Position position,
            boolean alter,
            String name,
            Optional<String> owner,
            Optional<EndpointState> state,
            Optional<Integer> listenerPort,
            Optional<String> listenerIp,
            Optional<Authentication> authentication,
            Optional<Encryption> encryption,
            Optional<Boolean> messageForwarding)
            implements BrokerDefinition {}

    /** The STATE of an endpoint. */
    enum EndpointState {
        STARTED,
        STOPPED,
        DISABLED
    }

    /**
     * AUTHENTICATION of an endpoint.
     *
     * @param windows      true if WINDOWS is among the methods
     * @param windowsFirst true if WINDOWS was written before CERTIFICATE
     * @param certificate  the certificate in master, absent if CERTIFICATE was not written
     */
    record Authentication(boolean windows, boolean windowsFirst, Optional<String> certificate) {}

    /** ENCRYPTION of an endpoint with its algorithms in order (AES, RC4). */
    record Encryption(EncryptionMode mode, List<String> algorithms) {
        public Encryption {
            algorithms = List.copyOf(algorithms);
        }
    }

    /** How much an endpoint insists on encryption. */
    enum EncryptionMode {
        DISABLED,
        SUPPORTED,
        REQUIRED
    }

    /** Kinds of objects that a {@link DropBrokerObject} names. */
    enum Kind {
        MESSAGE_TYPE,
        CONTRACT,
        QUEUE,
        SERVICE,
        ROUTE,
        REMOTE_SERVICE_BINDING,
        ENDPOINT
    }

    /** {@code DROP MESSAGE TYPE | CONTRACT | QUEUE | SERVICE | ROUTE | REMOTE SERVICE BINDING | ENDPOINT name}. */
    record DropBrokerObject(Position position, Kind kind, ObjectName name) implements BrokerDefinition {}
}
