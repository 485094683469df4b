package dev.colloquy.instance;

import dev.colloquy.instance.catalog.views.BrokerConnectionRow;
import dev.colloquy.instance.transport.ConnectionRow;
import java.util.Optional;

/** Hands the transport's connections to the catalog, which knows nothing of the transport. */
final class ConnectionRows {
    private ConnectionRows() {}

    static BrokerConnectionRow toView(ConnectionRow row) {
        return new BrokerConnectionRow(
                row.connectionId(),
                row.state(),
                row.connectTime().orElse(row.lastActivityTime()),
                row.loginTime(),
                row.principalName(),
                row.lastActivityTime(),
                row.isAccept(),
                row.peerCertificateId().isPresent()
                        ? Optional.of(row.peerCertificateId().getAsInt())
                        : Optional.empty(),
                row.encryptionAlgorithm() != 0,
                row.totalBytesSent(),
                row.totalBytesReceived(),
                row.totalSends(),
                row.totalReceives());
    }
}
