package dev.colloquy.broker.status;

import dev.colloquy.broker.setup.InstanceInspection;
import dev.colloquy.broker.setup.InstanceInspection.Endpoint;
import dev.colloquy.contract.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in the instance outside the database of this side. */
final class ServerFindings {
    private final Side side;
    private final Duration certificateWarning;

    ServerFindings(Side side, Duration certificateWarning) {
        this.side = side;
        this.certificateWarning = certificateWarning;
    }

    List<Finding> of(InstanceInspection inspection) {
        List<Finding> findings = new ArrayList<>();
        if (inspection.endpoint().isEmpty()) {
            findings.add(Finding.notReady(
                    "endpoint-missing",
                    "The instance has no Service Broker endpoint.",
                    "Set-up creates it; see its problem. By hand: CREATE ENDPOINT " + side.endpoint() + "."));
        } else {
            findings.addAll(endpoint(inspection, inspection.endpoint().get()));
        }
        findings.addAll(arrival(inspection));
        return findings;
    }

    private List<Finding> endpoint(InstanceInspection inspection, Endpoint endpoint) {
        List<Finding> findings = new ArrayList<>();
        if (!endpoint.started()) {
            findings.add(Finding.notReady(
                    "endpoint-stopped",
                    "The Service Broker endpoint " + endpoint.name() + " is " + endpoint.state() + ".",
                    "ALTER ENDPOINT " + endpoint.name() + " STATE = STARTED."));
        }
        findings.addAll(CertificateRole.OWN_TRANSPORT.findings(
                endpoint.certificate(), inspection.readAt(), certificateWarning));
        findings.addAll(CertificateRole.PEER_TRANSPORT.findings(
                inspection.peerCertificate(), inspection.readAt(), certificateWarning));
        return findings;
    }

    private List<Finding> arrival(InstanceInspection inspection) {
        List<Finding> findings = new ArrayList<>();
        if (!inspection.msdbBrokerEnabled()) {
            findings.add(Finding.notReady(
                    "msdb-broker-disabled",
                    "The broker of msdb is disabled, so nothing arrives from the network.",
                    "ALTER DATABASE msdb SET ENABLE_BROKER WITH ROLLBACK IMMEDIATE."));
        }
        if (!inspection.localRoute()) {
            findings.add(Finding.notReady(
                    "local-route-missing",
                    "No route in msdb says that the service " + side.service() + " is in this instance.",
                    "CREATE ROUTE " + side.route() + " in msdb with ADDRESS = N'LOCAL'."));
        }
        return findings;
    }
}
