package dev.colloquy.instance.transport;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A row of sys.dm_broker_connections; the columns in its order.
 *
 * @param state               1 NEW, 2 CONNECTING, 3 CONNECTED, 4 LOGGED_IN, 5 CLOSED
 * @param connectTime         UTC, absent before the connection is there
 * @param loginTime           UTC, absent before the login
 * @param loginState          0 INITIAL, 1 WAIT LOGIN NEGOTIATE, 12 ONLINE
 * @param peerCertificateId   certificate of master, absent with WINDOWS
 * @param encryptionAlgorithm 3: AES
 */
public record ConnectionRow(
        UUID connectionId,
        UUID transportStreamId,
        int state,
        String stateDesc,
        Optional<LocalDateTime> connectTime,
        Optional<LocalDateTime> loginTime,
        Optional<String> authenticationMethod,
        Optional<String> principalName,
        Optional<String> remoteUserName,
        LocalDateTime lastActivityTime,
        boolean isAccept,
        int loginState,
        String loginStateDesc,
        OptionalInt peerCertificateId,
        int encryptionAlgorithm,
        String encryptionAlgorithmDesc,
        int receivesPosted,
        int sendsPosted,
        boolean isReceiveFlowControlled,
        boolean isSendFlowControlled,
        long totalBytesSent,
        long totalBytesReceived,
        long totalFragmentsSent,
        long totalFragmentsReceived,
        long totalSends,
        long totalReceives,
        Optional<UUID> peerArbitrationId) {}
