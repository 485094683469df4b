package dev.colloquy.instance.catalog.views;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A connection to another instance, for {@code sys.dm_broker_connections}.
 *
 * @param state             1 NEW, 2 CONNECTING, 3 CONNECTED, 4 LOGGED_IN, 5 CLOSED
 * @param connectTime       UTC
 * @param loginTime         UTC, absent before the login
 * @param principalName     the login that owns the peer's certificate
 * @param accepted          true if the other instance opened it
 * @param peerCertificateId in master
 * @param encrypted         AES, otherwise none
 */
public record BrokerConnectionRow(
        UUID connectionId,
        int state,
        LocalDateTime connectTime,
        Optional<LocalDateTime> loginTime,
        Optional<String> principalName,
        LocalDateTime lastActivityTime,
        boolean accepted,
        Optional<Integer> peerCertificateId,
        boolean encrypted,
        long totalBytesSent,
        long totalBytesReceived,
        long totalSends,
        long totalReceives) {}
