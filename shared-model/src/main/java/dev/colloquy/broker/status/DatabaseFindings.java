package dev.colloquy.broker.status;

import dev.colloquy.contract.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong in the database of this side. */
final class DatabaseFindings {
    private final Side side;
    private final FindingLimits limits;

    DatabaseFindings(Side side, FindingLimits limits) {
        this.side = side;
        this.limits = limits;
    }

    List<Finding> of(BrokerStatus status) {
        List<Finding> findings = new ArrayList<>();
        String database = status.broker().database();
        status.broker()
                .writeError()
                .map(error -> Finding.notReady(
                        "database-not-writable",
                        "Nothing can be written to database " + database + ": " + error,
                        "Make room on the disk of the instance, see sys.databases.log_reuse_wait_desc, or set the"
                                + " database READ_WRITE."))
                .ifPresent(findings::add);
        if (!status.broker().enabled()) {
            findings.add(Finding.notReady(
                    "broker-disabled",
                    "The broker of database " + database + " is disabled.",
                    "ALTER DATABASE " + database + " SET ENABLE_BROKER WITH ROLLBACK IMMEDIATE."));
        }
        findings.addAll(queue(status.queue()));
        findings.addAll(dialogs(status));
        findings.addAll(transmission(status));
        return findings;
    }

    private List<Finding> queue(BrokerStatus.Queue queue) {
        String remedy = "Find out why, then ALTER QUEUE dbo." + side.queue() + " WITH STATUS = ON.";
        if (!queue.receiveEnabled()) {
            return List.of(Finding.notReady(
                    "queue-receive-disabled",
                    "The queue " + side.queue() + " is disabled for RECEIVE (poison messages or an operator).",
                    remedy));
        }
        if (!queue.enqueueEnabled()) {
            return List.of(Finding.notReady(
                    "queue-enqueue-disabled",
                    "The queue " + side.queue() + " takes no messages (is_enqueue_enabled = 0).",
                    remedy));
        }
        return List.of();
    }

    private List<Finding> dialogs(BrokerStatus status) {
        BrokerStatus.Dialogs dialogs = status.dialogs();
        List<Finding> findings = new ArrayList<>();
        if (!dialogs.route()) {
            findings.add(Finding.notReady(
                    "route-missing",
                    "No route leads to the peer's service " + side.peer().service() + ".",
                    "Let the services exchange their identities, or CREATE ROUTE "
                            + side.peer().route() + "."));
        }
        if (!dialogs.permission()) {
            findings.add(permissionMissing());
        }
        Duration warning = limits.certificateWarning();
        findings.addAll(CertificateRole.OWN_DIALOG.findings(dialogs.own(), status.readAt(), warning));
        findings.addAll(CertificateRole.PEER_DIALOG.findings(dialogs.peer(), status.readAt(), warning));
        return findings;
    }

    private Finding permissionMissing() {
        if (side == Side.INITIATOR) {
            return Finding.notReady(
                    "remote-service-binding-missing",
                    "No remote service binding says whose certificate secures dialogs with "
                            + side.peer().service() + ".",
                    "Let the services exchange their identities, or CREATE REMOTE SERVICE BINDING "
                            + side.peer().remoteServiceBinding() + ".");
        }
        return Finding.notReady(
                "send-not-granted",
                "Nobody may send to the service " + side.service() + ".",
                "Let the services exchange their identities, or GRANT SEND ON SERVICE to the peer's user.");
    }

    private List<Finding> transmission(BrokerStatus status) {
        Duration age = status.transmission()
                .oldest()
                .map(oldest -> Duration.between(oldest, status.readAt()))
                .orElse(Duration.ZERO);
        if (age.compareTo(limits.transmissionLimit()) < 0) {
            return List.of();
        }
        Map<TransmissionCause, Integer> causes = status.transmission().causes();
        String why = causes.entrySet().stream()
                .sorted(Map.Entry.<TransmissionCause, Integer>comparingByValue().reversed())
                .map(cause -> cause.getKey().tag() + " " + cause.getValue())
                .collect(Collectors.joining(", "));
        String text = status.transmission().status();
        return List.of(Finding.warning(
                "transmission-stuck",
                "The oldest of " + status.transmission().depth() + " messages in the transmission queue has waited for "
                        + age.toSeconds() + " seconds (" + why + ")" + (text.isEmpty() ? "." : ": " + text),
                remedy(TransmissionCause.of(text))));
    }

    private static String remedy(TransmissionCause cause) {
        String remedy = cause.remedy();
        return Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".";
    }
}
