package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The steps that make an instance trust the peer and find it, in their order. */
final class PeerSteps {
    private static final String MASTER = "master";

    private final SetupScript createPeerLogin = SetupScript.named("create_peer_login");
    private final SetupScript createPeerInstanceUser = SetupScript.named("create_peer_instance_user");
    private final SetupScript createPeerCertificate = SetupScript.named("create_peer_certificate");
    private final SetupScript grantConnect = SetupScript.named("grant_connect_on_endpoint");
    private final SetupScript createPeerUser = SetupScript.named("create_peer_user");
    private final SetupScript dropExpired = SetupScript.named("drop_expired_peer_certificates");
    private final SetupScript createPeerRoute = SetupScript.named("create_peer_route");
    private final SetupScript createBinding = SetupScript.named("create_remote_service_binding");
    private final SetupScript grantSend = SetupScript.named("grant_send");

    /** The steps for a peer. */
    List<SetupStep> of(BrokerIdentity peer) {
        List<SetupStep> steps = new ArrayList<>(transport(peer));
        steps.addAll(dialog(peer));
        return steps;
    }

    private List<SetupStep> transport(BrokerIdentity peer) {
        Side side = peer.side();
        byte[] thumbprint = peer.transportCertificate().thumbprint();
        String login = side.instanceLogin();
        return List.of(
                new ScriptStep("create the peer's login", MASTER, createPeerLogin, thumbprint, login, Secret.random()),
                new ScriptStep("create the peer's user", MASTER, createPeerInstanceUser, thumbprint, login),
                new ScriptStep(
                        "take in the peer's transport certificate",
                        MASTER,
                        createPeerCertificate,
                        thumbprint,
                        side.transportCertificate(),
                        login,
                        peer.transportCertificate().der()),
                new ScriptStep("let the peer connect to the endpoint", MASTER, grantConnect, thumbprint),
                new ScriptStep("drop expired transport certificates of the peer", MASTER, dropExpired, thumbprint));
    }

    private List<SetupStep> dialog(BrokerIdentity peer) {
        Side side = peer.side();
        String database = side.peer().database();
        byte[] thumbprint = peer.dialogCertificate().thumbprint();
        return List.of(
                new ScriptStep("create the peer's user", database, createPeerUser, thumbprint, side.user()),
                new ScriptStep(
                        "take in the peer's dialog certificate",
                        database,
                        createPeerCertificate,
                        thumbprint,
                        side.dialogCertificate(),
                        side.user(),
                        peer.dialogCertificate().der()),
                new ScriptStep(
                        "set the route to the peer",
                        database,
                        createPeerRoute,
                        side.route(),
                        side.service(),
                        peer.address(),
                        peer.brokerInstance().map(UUID::toString).orElse("")),
                permission(side, thumbprint),
                new ScriptStep("drop expired dialog certificates of the peer", database, dropExpired, thumbprint));
    }

    /** What lets dialogs begin: the initiator binds the target's service, the target lets the initiator send. */
    private ScriptStep permission(Side peer, byte[] thumbprint) {
        String database = peer.peer().database();
        if (peer == Side.TARGET) {
            String binding = peer.remoteServiceBinding();
            return new ScriptStep(
                    "bind the peer's service", database, createBinding, binding, peer.service(), thumbprint);
        }
        return new ScriptStep(
                "let the peer send", database, grantSend, peer.peer().service(), thumbprint);
    }
}
