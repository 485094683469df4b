package dev.colloquy.instance.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Texts of {@code sys.messages} about connections; they become transmission_status and log lines. */
final class TransportErrors {
    static final String NOT_AVAILABLE = "The Service Broker protocol transport is not available.";
    static final String LISTENING = "The Service Broker protocol transport is now listening for connections.";
    static final String STOPPED = "The Service Broker protocol transport has stopped listening for connections.";
    static final String LOGIN_NEGOTIATION = "Login protocol negotiation error occurred.";
    static final String PROTOCOL_ERROR = "Service Broker/Database Mirroring network protocol error occurred.";

    private static final String HANDSHAKE = "Connection handshake failed. ";
    private static final String OWN_CERTIFICATE =
            "An error occurred while looking up the public key certificate associated with this SQL Server instance: ";

    private TransportErrors() {}

    static String portInUse(int port) {
        return "The Service Broker protocol transport cannot listen on port " + port
                + " because it is in use by another process.";
    }

    static String cannotListen(String reason) {
        return "The Service Broker protocol transport could not listen for connections due to the following error: '"
                + reason + "'.";
    }

    /** 9785. */
    static String invalidAddress(String address) {
        return "Invalid address specified: '" + address + "'.";
    }

    /** 9754, or 9783 for a name that cannot be resolved. */
    static String connectFailed(IOException e) {
        if (e instanceof UnknownHostException) {
            return "DNS lookup failed with error: '11001(No such host is known.)'.";
        }
        return "Connection attempt failed with error: '" + systemError(e) + "'.";
    }

    /** 9799. */
    static String closedByRemoteEnd(IOException e) {
        return "The connection was closed by the remote end, or an error occurred while receiving data: '"
                + systemError(e) + "'.";
    }

    static HandshakeFailure noCompatibleAuthentication() {
        return handshake(28027, "There is no compatible authentication protocol. State 21.");
    }

    static HandshakeFailure noCompatibleEncryption() {
        return handshake(28027, "There is no compatible encryption algorithm. State 22.");
    }

    /** 28031: something on this side prevents the login. */
    static HandshakeFailure osCallFailed(String reason, Throwable cause) {
        return new HandshakeFailure(28031, HANDSHAKE + "An OS call failed: (5) " + reason + " State 66.", cause);
    }

    static HandshakeFailure noConnectPermission(String login) {
        return handshake(
                28034, "The login '" + login + "' does not have CONNECT permission on the endpoint. State 84.");
    }

    static HandshakeFailure peerCertificate(String reason) {
        return handshake(
                28035,
                "The certificate used by the peer is invalid due to the following reason: " + reason + " State 89.");
    }

    static HandshakeFailure verificationFailed() {
        return handshake(28038, "The handshake verification failed. State 34.");
    }

    static HandshakeFailure otherCertificateInMaster() {
        return handshake(
                28045,
                "The certificate used by the peer does not match the one in MASTER database with same issuer name and"
                        + " serial number. State 88.");
    }

    static HandshakeFailure endpointNotConfigured() {
        return handshake(28080, "The Service Broker endpoint is not configured. State 79.");
    }

    static HandshakeFailure ownCertificate(int number, String reason) {
        return new HandshakeFailure(number, OWN_CERTIFICATE + reason);
    }

    /** The refusal that a number in the accepting side's preface stands for. */
    static HandshakeFailure refusal(int number, int detail) {
        if (number == 28027) {
            return detail == 22 ? noCompatibleEncryption() : noCompatibleAuthentication();
        }
        if (number == 28080) {
            return endpointNotConfigured();
        }
        return handshake(number, "The peer refused the login with error " + number + ". State " + detail + ".");
    }

    private static HandshakeFailure handshake(int number, String text) {
        return new HandshakeFailure(number, HANDSHAKE + text);
    }

    /** Windows' number and words for a failure of a socket, as SQL Server shows them. */
    private static String systemError(IOException e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        if (e instanceof SocketTimeoutException || text.contains("timed out")) {
            return "10060(A connection attempt failed because the connected party did not properly respond after a"
                    + " period of time, or established connection failed because connected host has failed to"
                    + " respond.)";
        }
        if (e instanceof NoRouteToHostException || text.contains("unreachable")) {
            return "10065(A socket operation was attempted to an unreachable host.)";
        }
        if (e instanceof ConnectException) {
            return "10061(No connection could be made because the target machine actively refused it.)";
        }
        return "10054(An existing connection was forcibly closed by the remote host.)";
    }
}
