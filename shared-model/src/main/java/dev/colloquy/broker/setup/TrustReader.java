package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Reads whether an instance trusts the peer; changes nothing. */
final class TrustReader {
    private final SetupScript compareTransport = SetupScript.named("compare_transport_trust");
    private final SetupScript compareDialog = SetupScript.named("compare_dialog_trust");
    private final SetupScript findTransport = SetupScript.named("find_transport_trust");
    private final SetupScript findInstances = SetupScript.named("find_peer_instances");
    private final SetupScript findDialog = SetupScript.named("find_dialog_trust");

    /**
     * Whether all is there that this identity of the peer needs.
     *
     * @param several whether it is one of several instances of the peer
     */
    boolean trusts(SetupSession session, BrokerIdentity peer, boolean several) throws SQLException {
        Side own = peer.side().peer();
        List<Object> dialog = List.of(
                peer.dialogCertificate().thumbprint(),
                peer.side().route(),
                peer.side().service(),
                peer.address(),
                peer.brokerInstance().map(UUID::toString).orElse(""),
                own.service(),
                initiator(own),
                several ? 1 : 0);
        return is(
                        session,
                        "master",
                        compareTransport,
                        List.of(peer.transportCertificate().thumbprint()))
                && is(session, own.database(), compareDialog, dialog);
    }

    /** Whether the peer has, or had, several instances. */
    boolean severalPeers(SetupSession session, Side own) throws SQLException {
        return findInstances
                .query(session.in(own.database()), List.of(), row -> row.getInt("several") == 1)
                .orElse(false);
    }

    /** Whether a route and certificates of some peer are there, so that a conversation may succeed. */
    boolean trustsSomePeer(SetupSession session, Side own) throws SQLException {
        List<Object> dialog = List.of(own.peer().service(), own.service(), initiator(own));
        return is(session, "master", findTransport, List.of()) && is(session, own.database(), findDialog, dialog);
    }

    private static int initiator(Side own) {
        return own == Side.INITIATOR ? 1 : 0;
    }

    private static boolean is(SetupSession session, String database, SetupScript script, List<?> values)
            throws SQLException {
        return script.query(session.in(database), values, row -> row.getInt("trusted") == 1)
                .orElse(false);
    }
}
