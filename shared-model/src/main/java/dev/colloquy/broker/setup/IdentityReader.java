package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.PublicCertificate;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what the peer must know of an instance that has been set up. */
final class IdentityReader {
    private final SetupScript readTransport = SetupScript.named("read_transport_identity");
    private final SetupScript readDialog = SetupScript.named("read_dialog_identity");

    private static final byte[] ANY = {};

    private record Transport(int port, Optional<byte[]> certificate) {}

    private record Dialog(UUID brokerInstance, Optional<byte[]> certificate) {}

    /**
     * The identity of the plan's side.
     *
     * @param shared the dialog certificate, where all instances of the side share it
     * @throws SetupFailure if something is missing although every step succeeded: the login cannot see it
     */
    BrokerIdentity read(SetupSession session, SetupPlan plan, Optional<DialogCertificate> shared)
            throws SQLException, SetupFailure {
        byte[] thumbprint =
                shared.map(dialog -> dialog.certificate().thumbprint()).orElse(ANY);
        Transport transport = readTransport
                .query(
                        session.in("master"),
                        List.of(plan.side().transportCertificate()),
                        row -> new Transport(row.getInt("port"), Optional.ofNullable(row.getBytes("certificate"))))
                .orElseThrow(() -> unseen("the Service Broker endpoint", readTransport));
        Dialog dialog = readDialog
                .query(
                        session.in(plan.side().database()),
                        List.of(plan.side().user(), plan.side().dialogCertificate(), thumbprint),
                        row -> new Dialog(
                                UUID.fromString(row.getString("broker_instance")),
                                Optional.ofNullable(row.getBytes("certificate"))))
                .orElseThrow(() -> unseen("the database", readDialog));
        return new BrokerIdentity(
                plan.side(),
                plan.endpoint().address(transport.port()),
                dialog.brokerInstance(),
                certificate(transport.certificate(), "the endpoint's certificate", readTransport),
                certificate(dialog.certificate(), "the dialog certificate", readDialog));
    }

    private static PublicCertificate certificate(Optional<byte[]> der, String what, SetupScript script)
            throws SetupFailure {
        try {
            return PublicCertificate.of(der.orElseThrow(() -> unseen(what, script)));
        } catch (MalformedMessage e) {
            throw new SetupFailure("Set-up could not read " + what + ": " + e.getMessage(), e);
        }
    }

    private static SetupFailure unseen(String what, SetupScript script) {
        return new SetupFailure(
                "Set-up cannot see " + what + ". The set-up login needs: " + script.needs() + ".", null);
    }
}
