package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.util.ArrayList;
import java.util.List;

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
    private final SetupScript useDialogCertificate = SetupScript.named("use_dialog_certificate");
    private final SetupScript offerInstance = SetupScript.named("offer_peer_instance");
    private final SetupScript withdrawInstances = SetupScript.named("withdraw_peer_instances");
    private final SetupScript grantSend = SetupScript.named("grant_send");

    /**
     * The steps for an instance of the peer.
     *
     * @param several whether it is one of several; then it must name its broker instance
     */
    List<SetupStep> of(PeerValues peer, boolean several) {
        List<SetupStep> steps = new ArrayList<>(transport(peer));
        steps.addAll(dialog(peer, several));
        return steps;
    }

    private List<SetupStep> transport(PeerValues peer) {
        Side side = peer.side();
        Object thumbprint = peer.transportThumbprint();
        String login = side.instanceLogin();
        return List.of(
                new ScriptStep(
                        "create the peer's login", MASTER, createPeerLogin, thumbprint, login, Secret.forNobody()),
                new ScriptStep("create the peer's user", MASTER, createPeerInstanceUser, thumbprint, login),
                new ScriptStep(
                        "take in the peer's transport certificate",
                        MASTER,
                        createPeerCertificate,
                        thumbprint,
                        side.transportCertificate(),
                        login,
                        peer.transportCertificate(),
                        0),
                new ScriptStep("let the peer connect to the endpoint", MASTER, grantConnect, thumbprint),
                new ScriptStep("drop expired transport certificates of the peer", MASTER, dropExpired, thumbprint));
    }

    private List<SetupStep> dialog(PeerValues peer, boolean several) {
        Side side = peer.side();
        String database = side.peer().database();
        Object thumbprint = peer.dialogThumbprint();
        return List.of(
                new ScriptStep("create the peer's user", database, createPeerUser, thumbprint, side.user()),
                new ScriptStep(
                        "take in the peer's dialog certificate",
                        database,
                        createPeerCertificate,
                        thumbprint,
                        side.dialogCertificate(),
                        side.user(),
                        peer.dialogCertificate(),
                        several ? 1 : 0),
                new ScriptStep(
                        "set the route to the peer",
                        database,
                        several ? createInstanceRoute : createPeerRoute,
                        side.route(),
                        side.service(),
                        peer.address(),
                        peer.brokerInstance()),
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
            steps.add(use(database, peers.get(0).dialogCertificate().thumbprint()));
        }
        List<String> known = peers.stream()
                .map(peer -> PeerValues.guid(peer.brokerInstance().orElseThrow()))
                .toList();
        known.forEach(guid -> steps.add(offer(database, guid)));
        steps.add(new ScriptStep(
                "withdraw former instances of the peer",
                database,
                withdrawInstances,
                "," + String.join(",", known) + ",",
                side.route(),
                side.service()));
        return steps;
    }

    /**
     * The steps that make use of one of several instances of the peer, beside those that are in use.
     *
     * @param peer with its broker instance; the others have its dialog certificate if dialogs to them are begun here
     */
    List<SetupStep> offering(PeerValues peer) {
        String database = peer.side().peer().database();
        List<SetupStep> steps = new ArrayList<>();
        if (peer.side() == Side.TARGET) {
            steps.add(use(database, peer.dialogThumbprint()));
        }
        steps.add(offer(database, peer.brokerInstance()));
        return steps;
    }

    private ScriptStep use(String database, Object thumbprint) {
        return new ScriptStep("use the peer's dialog certificate", database, useDialogCertificate, thumbprint);
    }

    private ScriptStep offer(String database, Object brokerInstance) {
        return new ScriptStep("offer an instance of the peer", database, offerInstance, brokerInstance);
    }

    /** What lets dialogs begin: the initiator binds the target's service, the target lets the initiator send. */
    private ScriptStep permission(Side peer, Object thumbprint) {
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
