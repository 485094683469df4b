package dev.colloquy.broker.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of "sys.transmission_queue (Transact-SQL)" and "Database engine events and errors". */
class TransmissionCauseTest {
    // spotless:off
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "NULL", textBlock = """
        NULL                                                                                           | ACKNOWLEDGEMENT
        ''                                                                                             | ACKNOWLEDGEMENT
        No route matches the destination service name for this conversation. Create a route            | NO_ROUTE
        The target service name matched a LOCAL route, but there is no service by that name            | NO_ROUTE
        The Service Broker protocol transport is not available.                                        | NO_ENDPOINT
        The Service Broker protocol transport is disabled or not configured.                           | NO_ENDPOINT
        The target service broker is unreachable.                                                      | UNREACHABLE
        Connection attempt failed with error: '10061(No connection could be made)'.                    | UNREACHABLE
        DNS lookup failed with error: '11001(No such host is known.)'.                                 | UNREACHABLE
        The connection was closed by the remote end, or an error occurred while receiving data: '10054' | UNREACHABLE
        Connection handshake failed. The certificate used by the peer is invalid: expired. State 89.   | CERTIFICATE
        An error occurred while looking up the public key certificate. The certificate has expired.    | CERTIFICATE
        The security certificate bound to database principal (Id: 5) has expired.                      | CERTIFICATE
        There is no private key for the security certificate bound to database principal (Id: 5).      | CERTIFICATE
        Connection handshake failed. The login 'x' does not have CONNECT permission on the endpoint.   | HANDSHAKE
        Dialog security is not available because there is no remote service binding for the target     | NO_BINDING
        The session keys could not be created or accessed. The database master key is required         | MASTER_KEY
        The broker is disabled in the sender's database.                                               | BROKER_DISABLED
        The Service Broker in the target database is unavailable: 'administratively disabled.'.        | BROKER_DISABLED
        The service queue "InstTargetQueue" is currently disabled.                                     | QUEUE_DISABLED
        Service Broker received an END CONVERSATION message; Service Broker will not transmit the message | CONVERSATION_ENDED
        Something new                                                                                  | OTHER
        """)
    // spotless:on
    void a_status_speaks_of_a_cause(String transmissionStatus, TransmissionCause cause) {
        assertEquals(cause, TransmissionCause.of(transmissionStatus));
    }
}
