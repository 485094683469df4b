package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.instance.EndpointConfig;
import dev.colloquy.broker.instance.SetupConfig;
import dev.colloquy.broker.setup.DialogCertificateFiles;
import dev.colloquy.broker.setup.RunTimeLogin;
import dev.colloquy.broker.setup.SetupPlan;
import dev.colloquy.contract.Side;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;

/** Makes the plan of a service's set-up from its configuration. */
final class Plans {
    private static final List<String> MIGRATIONS = List.of("db/migration");

    private Plans() {}

    static SetupPlan of(
            Side side, EndpointConfig endpoint, SetupConfig setup, PeerConfig peer, Optional<RunTimeLogin> login) {
        return new SetupPlan(
                side,
                new SetupPlan.Endpoint(
                        endpoint.host(), endpoint.port(), endpoint.advertisedPort(), setup.startStoppedEndpoint()),
                login,
                certificates(setup),
                MIGRATIONS,
                peer.urls().size() > 1);
    }

    private static SetupPlan.Certificates certificates(SetupConfig setup) {
        try {
            return new SetupPlan.Certificates(
                    setup.certificateValidity(), setup.certificateRenewal(), dialogCertificate(setup));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "colloquy.setup.certificate-validity and certificate-renewal: " + e.getMessage());
        }
    }

    private static Optional<DialogCertificateFiles> dialogCertificate(SetupConfig setup) {
        if (setup.dialogCertificate().isEmpty() && setup.dialogCertificateKey().isEmpty()) {
            return Optional.empty();
        }
        if (setup.dialogCertificate().isEmpty()
                || setup.dialogCertificateKey().isEmpty()
                || setup.dialogCertificatePassword().isEmpty()) {
            throw new ConfigurationException("colloquy.setup.dialog-certificate, dialog-certificate-key and"
                    + " dialog-certificate-password: all three are needed, or none");
        }
        return Optional.of(new DialogCertificateFiles(
                setup.dialogCertificate().get(),
                setup.dialogCertificateKey().get(),
                setup.dialogCertificatePassword().get()));
    }
}
