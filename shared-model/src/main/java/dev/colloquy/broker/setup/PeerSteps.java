package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private final SetupScript createInstanceRoute = SetupScript.named("create_instance_route");
    private final SetupScript createBinding = SetupScript.named("create_remote_service_binding");
    private final SetupScript usePeerCertificate = SetupScript.named("use_peer_dialog_certificate");
    private final SetupScript offerInstance = SetupScript.named("offer_peer_instance");
    private final SetupScript withdrawInstances = SetupScript.named("withdraw_peer_instances");
    private final SetupScript grantSend = SetupScript.named("grant_send");

    /**
     * The steps for an instance of the peer.
     *
     * @param several whether it is one of several; then it must name its broker instance
     */
    List<SetupStep> of(BrokerIdentity peer, boolean several) {
        List<SetupStep> steps = new ArrayList<>(transport(peer));
        steps.addAll(dialog(peer, several));
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
                        peer.transportCertificate().der(),
                        0),
                new ScriptStep("let the peer connect to the endpoint", MASTER, grantConnect, thumbprint),
                new ScriptStep("drop expired transport certificates of the peer", MASTER, dropExpired, thumbprint));
    }

    private List<SetupStep> dialog(BrokerIdentity peer, boolean several) {
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
                        peer.dialogCertificate().der(),
                        several ? 1 : 0),
                new ScriptStep(
                        "set the route to the peer",
                        database,
                        several ? createInstanceRoute : createPeerRoute,
                        side.route(),
                        side.service(),
                        peer.address(),
                        peer.brokerInstance().map(PeerSteps::guid).orElse("")),
                permission(side, thumbprint),
                new ScriptStep("drop expired dialog certificates of the peer", database, dropExpired, thumbprint));
    }

    /**
     * The steps that make use of all instances of the peer, once all are let in and can be reached.
     *
     * @param peers of one side, each with its broker instance, all with one dialog certificate if dialogs to them are
     *     begun here
     */
    List<SetupStep> settling(List<BrokerIdentity> peers) {
        Side side = peers.get(0).side();
        String database = side.peer().database();
        List<SetupStep> steps = new ArrayList<>();
        if (side == Side.TARGET) {
            byte[] thumbprint = peers.get(0).dialogCertificate().thumbprint();
            steps.add(new ScriptStep("use the peer's dialog certificate", database, usePeerCertificate, thumbprint));
        }
        List<String> known = peers.stream()
                .map(peer -> guid(peer.brokerInstance().orElseThrow()))
                .toList();
        known.forEach(
                guid -> steps.add(new ScriptStep("offer an instance of the peer", database, offerInstance, guid)));
        steps.add(new ScriptStep(
                "withdraw former instances of the peer",
                database,
                withdrawInstances,
                "," + String.join(",", known) + ",",
                side.route(),
                side.service()));
        return steps;
    }

    /** As SQL Server writes it. */
    private static String guid(UUID brokerInstance) {
        return brokerInstance.toString().toUpperCase(Locale.ROOT);
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
