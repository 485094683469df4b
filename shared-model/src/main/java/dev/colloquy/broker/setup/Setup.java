package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import java.util.List;

/** What brings an instance to the state that its side needs, and keeps it there. Everything may be done again. */
public interface Setup {
    /**
     * Makes the instance and the database ready for this side, and renews certificates that expire soon.
     *
     * @return what the peer must know; its certificates are the renewed ones, even if they are not in use yet
     * @throws SetupFailure if a step could not be done; the steps before it are done
     */
    BrokerIdentity prepare() throws SetupFailure;

    /**
     * What the peer must know now; another process may have renewed a certificate. Changes nothing.
     *
     * @throws SetupFailure if it cannot be read, or something is missing
     */
    BrokerIdentity identity() throws SetupFailure;

    /**
     * Lets the peer, or one of its instances, in and sets the route to it. Only reads if nothing has to change. A certificate that the peer has
     * renewed is added beside the one before.
     *
     * @throws IllegalArgumentException if the identity is not the other side's
     * @throws SetupFailure if its address is none, or a step could not be done
     */
    void trust(BrokerIdentity peer) throws SetupFailure;

    /**
     * Where the peer has several instances, makes use of all of them, and of no others: new dialogs are begun with any of
     * these, and those that have begun with a former one go on. Nothing where it has always had one.
     *
     * @param peers all instances of the peer, each trusted
     * @throws SetupFailure if they cannot be used together, since dialogs are begun here and they have different dialog
     *     certificates, or if a step could not be done
     */
    void settle(List<BrokerIdentity> peers) throws SetupFailure;

    /**
     * Whether a route to the peer's service and certificates of a peer, valid now, are there.
     *
     * @throws SetupFailure if that cannot be read; the database may not be there yet
     */
    boolean trustsPeer() throws SetupFailure;

    /**
     * Lets renewed certificates take over, and drops those that expired more than a day ago.
     *
     * @param peerKnows whether the peer has certainly taken the last identity in; otherwise it is given half of the time
     *     that is left to do so
     * @throws SetupFailure if a step could not be done
     */
    void takeOver(boolean peerKnows) throws SetupFailure;
}
