package dev.colloquy.instance.broker;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Locale;
import java.util.UUID;

/** The errors that Service Broker statements raise, in the words of {@code sys.messages}. */
final class BrokerErrors {
    private BrokerErrors() {}

    static SqlError duplicateMessageTypeInContract(String name) {
        return new SqlError(
                8403,
                "The message type '" + name + "' is specified more than once. Remove the duplicate message type.");
    }

    static SqlError duplicateContractInService(String name) {
        return new SqlError(
                8404,
                "The service contract '" + name
                        + "' is specified more than once. Remove the duplicate service contract.");
    }

    static SqlError lifetimeOutOfRange(int seconds) {
        return new SqlError(
                8411,
                "The dialog lifetime value of " + seconds + " is outside the allowable range of 1 to "
                        + Integer.MAX_VALUE + ". Specify a valid dialog lifetime value.");
    }

    static SqlError brokerInstanceSyntax(String instance) {
        return new SqlError(
                8413,
                "The syntax of the broker instance '" + instance
                        + "' is invalid. The specified broker instance is too long, the maximum size is 256 bytes.");
    }

    static SqlError contractMissing() {
        return new SqlError(8417, "The service contract name is NULL. Specify a service contract name.");
    }

    static SqlError handleMissing() {
        return new SqlError(8418, "The conversation handle is missing. Specify a conversation handle.");
    }

    static SqlError serviceNameMissing() {
        return new SqlError(8421, "The service name is missing. Specify a service name.");
    }

    static SqlError serviceNotFound(String name) {
        return new SqlError(8423, "The service \"" + name + "\" is not found.");
    }

    static SqlError contractNotFound(String name) {
        return new SqlError(8425, "The service contract '" + name + "' is not found.");
    }

    static SqlError handleNotFound(UUID handle) {
        return new SqlError(8426, "The conversation handle \"" + text(handle) + "\" is not found.");
    }

    /** The endpoint's state does not allow the statement. */
    static SqlError inState(int number, String statement, DialogState state) {
        return new SqlError(
                number,
                "The conversation endpoint is not in a valid state for " + statement
                        + ". The current endpoint state is '" + state.code() + "'.");
    }

    static SqlError timerBeyondLifetime() {
        return new SqlError(8410, "The conversation timer cannot be set beyond the conversation's lifetime.");
    }

    static SqlError messageTypeNotFound(String name) {
        return new SqlError(8428, "The message type \"" + name + "\" is not found.");
    }

    static SqlError notInContract(String messageType) {
        return new SqlError(8431, "The message type '" + messageType + "' is not part of the service contract.");
    }

    static SqlError sentByTargetOnly(String messageType) {
        return new SqlError(
                8432,
                "The message cannot be sent because the message type '" + messageType
                        + "' is marked SENT BY TARGET in the contract, however this service is an Initiator.");
    }

    static SqlError sentByInitiatorOnly(String messageType) {
        return new SqlError(
                8434,
                "The message cannot be sent because the message type '" + messageType
                        + "' is marked SENT BY INTITIATOR in the contract, however this service is a Target.");
    }

    static SqlError groupMissing() {
        return new SqlError(8420, "The conversation group is missing. Specify a conversation group.");
    }

    static SqlError groupInvalid(UUID group) {
        return new SqlError(8439, "The destination conversation group '" + text(group) + "' is invalid.");
    }

    static SqlError handleNotFoundAt(UUID handle, int position) {
        return new SqlError(
                8435, "The conversation handle \"" + text(handle) + "\" at position " + position + " is not found.");
    }

    static SqlError groupNotFound(UUID group) {
        return new SqlError(8436, "The conversation group \"" + text(group) + "\" is not found.");
    }

    static SqlError handleMissingAt(int position) {
        return new SqlError(
                8441,
                "The conversation handle at position " + position + " is missing. Specify a conversation handle.");
    }

    static SqlError handleTwice(UUID handle, int position) {
        return new SqlError(
                8451,
                "The conversation handle '" + text(handle) + "' at position " + position + " appears more than once.");
    }

    static SqlError noInitiatorMessage(String contract) {
        return new SqlError(
                8492,
                "The service contract '" + contract + "' must have at least one message SENT BY INITIATOR or ANY.");
    }

    static SqlError nothingToAlter(String service) {
        return new SqlError(
                8493, "The alter of service '" + service + "' must change the queue or at least one contract.");
    }

    static SqlError fromServiceMustMatch(String service, String other, String clause, UUID value) {
        return new SqlError(
                9610,
                "The service '" + service + "' in the FROM SERVICE clause must match the service '" + other
                        + "' referenced by " + clause + " = '" + text(value) + "'.");
    }

    static SqlError queueDisabled(String queue) {
        return new SqlError(9617, TransmissionStatus.queueDisabled(queue));
    }

    static SqlError retainingQueueDisabled(String queue) {
        return new SqlError(
                9618,
                "The message cannot be sent because the service queue '" + queue
                        + "' associated with the dialog is currently disabled and retention is on.");
    }

    static SqlError serviceAltered() {
        return new SqlError(8468, "Underlying service has been altered.");
    }

    static SqlError systemObject() {
        return new SqlError(9663, "The system object cannot be modified.");
    }

    static SqlError bound(String kind, String name, String to) {
        return new SqlError(
                3716,
                "The " + kind + " '" + name + "' cannot be dropped because it is bound to one or more " + to + ".");
    }

    static SqlError bindingExists(String binding, String service) {
        return new SqlError(
                9619,
                "Failed to create remote service binding '" + binding + "'. A remote service binding for service '"
                        + service + "' already exists.");
    }

    static SqlError cannotOwnCertificates(String principal) {
        return new SqlError(
                28083,
                "The database principal '" + principal
                        + "' cannot be used in a remote service binding because it cannot"
                        + " own certificates. Remote service bindings cannot be associated with 1) roles, 2) groups or"
                        + " 3) principals mapped to certificates or asymmetric keys.");
    }

    static SqlError endpointCertificate(String certificate) {
        return new SqlError(
                28055,
                "The certificate '" + certificate + "' is not valid for endpoint authentication. The certificate must"
                        + " have a private key encrypted with the database master key and current UTC date has to be"
                        + " between the certificate start date and the certificate expiration date.");
    }

    static SqlError cannotFind(String kind, String name) {
        return SqlErrors.cannotFind("find", kind, name);
    }

    /** The statement was waiting while the instance was shut down. */
    static SqlError shuttingDown() {
        return new SqlError(6005, 14, 1, "SHUTDOWN is in progress.");
    }

    /** A GUID as SQL Server prints it. */
    static String text(UUID value) {
        return value.toString().toUpperCase(Locale.ROOT);
    }
}
