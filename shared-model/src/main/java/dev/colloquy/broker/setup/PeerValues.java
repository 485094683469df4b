package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.util.Locale;
import java.util.UUID;

/**
 * What the steps need of the peer, as values of their scripts: known, or {@linkplain Variable variables} of a printed
 * script.
 *
 * @param side the peer's
 * @param address text, {@code TCP://host:port}
 * @param brokerInstance text, '' if unknown
 * @param transportThumbprint bytes, as are the following
 * @param transportCertificate DER
 * @param dialogThumbprint bytes
 * @param dialogCertificate DER
 */
record PeerValues(
        Side side,
        Object address,
        Object brokerInstance,
        Object transportThumbprint,
        Object transportCertificate,
        Object dialogThumbprint,
        Object dialogCertificate) {
    /** Of a known peer. */
    static PeerValues of(BrokerIdentity peer) {
        return new PeerValues(
                peer.side(),
                peer.address(),
                peer.brokerInstance().map(PeerValues::guid).orElse(""),
                peer.transportCertificate().thumbprint(),
                peer.transportCertificate().der(),
                peer.dialogCertificate().thumbprint(),
                peer.dialogCertificate().der());
    }

    /** Of a peer that whoever runs the printed script knows. */
    static PeerValues variables(Side side) {
        return new PeerValues(
                side,
                Variable.text("PeerAddress"),
                Variable.text("PeerBrokerInstance"),
                Variable.bytes("PeerTransportThumbprint"),
                Variable.bytes("PeerTransportCertificate"),
                Variable.bytes("PeerDialogThumbprint"),
                Variable.bytes("PeerDialogCertificate"));
    }

    /** As SQL Server writes it. */
    static String guid(UUID brokerInstance) {
        return brokerInstance.toString().toUpperCase(Locale.ROOT);
    }
}
