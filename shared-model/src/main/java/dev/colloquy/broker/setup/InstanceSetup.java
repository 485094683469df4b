package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.EndpointAddress;
import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.Side;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Brings an instance to the state that one side of the conversation needs: database, keys, certificates, endpoint,
 * migrations and routes, and then the trust in the peer. What is there already stays, whoever made it. Nothing is kept
 * between calls, so they may come in any order, again, from several threads and from several processes at once;
 * processes on one instance wait for each other.
 *
 * <p>What a step changed is logged, a line each; a second run changes and logs nothing.
 */
public final class InstanceSetup implements Setup {
    private static final Logger LOG = Logger.getLogger(InstanceSetup.class);

    private final DataSource setupLogin;
    private final SetupPlan plan;
    private final OwnSteps ownSteps;
    private final PeerSteps peerSteps = new PeerSteps();
    private final TrustReader trust = new TrustReader();
    private final IdentityReader identity = new IdentityReader();
    private final InstanceInspector inspector = new InstanceInspector();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /**
     * Reads the scripts; touches no instance.
     *
     * @param setupLogin connections to {@code master} with the set-up login
     * @param plan what to make of the instance
     * @throws IllegalStateException if a script is missing
     */
    public InstanceSetup(DataSource setupLogin, SetupPlan plan) {
        this(setupLogin, plan, Release.own());
    }

    InstanceSetup(DataSource setupLogin, SetupPlan plan, Release release) {
        this.setupLogin = setupLogin;
        this.plan = plan;
        this.ownSteps = new OwnSteps(release);
    }

    /**
     * The steps of {@link #prepare()}, in their order.
     *
     * @throws SetupFailure if the dialog certificate that is to be taken in cannot be read
     */
    public List<SetupStep> steps() throws SetupFailure {
        return ownSteps.of(plan, shared());
    }

    /** The steps of {@link #trust(BrokerIdentity)}, in their order. */
    public List<SetupStep> steps(BrokerIdentity peer) {
        return peerSteps.of(PeerValues.of(peer), plan.severalPeers());
    }

    private Optional<DialogCertificate> shared() throws SetupFailure {
        Optional<DialogCertificateFiles> files = plan.certificates().dialog();
        return files.isPresent() ? Optional.of(files.get().read()) : Optional.empty();
    }

    /** Has a watcher called whenever the instance may have changed, in the thread that knows; it must not wait. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    @Override
    public BrokerIdentity prepare() throws SetupFailure {
        Optional<DialogCertificate> shared = shared();
        BrokerIdentity own = inSession(session -> {
            lock(session);
            run(session, ownSteps.of(plan, shared));
            return identity.read(session, plan, shared);
        });
        watchers.forEach(Runnable::run);
        return own;
    }

    @Override
    public BrokerIdentity identity() throws SetupFailure {
        Optional<DialogCertificate> shared = shared();
        return inSession(session -> identity.read(session, plan, shared));
    }

    @Override
    public void trust(BrokerIdentity peer) throws SetupFailure {
        if (peer.side() != plan.side().peer()) {
            throw new IllegalArgumentException("the peer of " + plan.side() + " is not " + peer.side());
        }
        checkAddress(peer);
        inSession(session -> {
            boolean several = several(session) && hasInstance(peer);
            if (!trust.trusts(session, peer, several)) {
                lock(session);
                run(session, peerSteps.of(PeerValues.of(peer), several));
            }
            return null;
        });
        // Also when another process of this side has done it.
        watchers.forEach(Runnable::run);
    }

    @Override
    public void settle(List<BrokerIdentity> peers) throws SetupFailure {
        inSession(session -> {
            if (several(session)) {
                checkTogether(peers);
                lock(session);
                run(session, peerSteps.settling(peers));
            }
            return null;
        });
    }

    /** Once there were several, dialogs name their instance, even if a single one is left. */
    private boolean several(SetupSession session) throws SQLException {
        return plan.severalPeers() || trust.severalPeers(session, plan.side());
    }

    /** One whose certificates come from files does not name its instance, and cannot be told from others. */
    private boolean hasInstance(BrokerIdentity peer) throws SetupFailure {
        if (peer.brokerInstance().isEmpty() && plan.severalPeers()) {
            throw nameless(peer);
        }
        return peer.brokerInstance().isPresent();
    }

    private static SetupFailure nameless(BrokerIdentity peer) {
        return new SetupFailure(
                "The instance at " + peer.address()
                        + " does not name its broker instance, which is needed to tell it from the others.",
                null);
    }

    private void checkTogether(List<BrokerIdentity> peers) throws SetupFailure {
        BrokerIdentity first = peers.get(0);
        for (BrokerIdentity peer : peers) {
            if (peer.brokerInstance().isEmpty()) {
                throw nameless(peer);
            }
            boolean same = peer.dialogCertificate().equals(first.dialogCertificate());
            if (plan.side() == Side.INITIATOR && !same) {
                throw new SetupFailure(
                        "The instances at " + first.address() + " and " + peer.address() + " show different dialog"
                                + " certificates, " + first.dialogCertificate() + " and " + peer.dialogCertificate()
                                + "; several targets need one, see colloquy.setup.dialog-certificate."
                                + " Until they show the same, new dialogs go on as they did before.",
                        null);
            }
        }
    }

    private static void checkAddress(BrokerIdentity peer) throws SetupFailure {
        try {
            EndpointAddress.parse(peer.address());
        } catch (MalformedMessage e) {
            throw new SetupFailure("The peer cannot be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean trustsPeer() throws SetupFailure {
        return inSession(session -> trust.trustsSomePeer(session, plan.side()));
    }

    @Override
    public void takeOver(boolean peerKnows) throws SetupFailure {
        Duration renewal = plan.certificates().renewal();
        Optional<DialogCertificate> shared = peerKnows ? shared() : Optional.empty();
        inSession(session -> {
            lock(session);
            run(session, ownSteps.takeOver(plan, peerKnows ? renewal : renewal.dividedBy(2), shared));
            return null;
        });
    }

    /**
     * Looks at what the instance holds outside the database; changes nothing and waits for no other process.
     *
     * @return empty if the set-up login may not see it
     * @throws SetupFailure if the instance cannot be reached
     */
    public Optional<InstanceInspection> inspect() throws SetupFailure {
        return inSession(session -> inspector.inspect(session, plan.side().service()));
    }

    /** Runs some of the steps, as far as they come. */
    void run(List<SetupStep> some) throws SetupFailure {
        inSession(session -> {
            run(session, some);
            return null;
        });
    }

    private static void run(SetupSession session, List<SetupStep> steps) throws SetupFailure {
        for (SetupStep step : steps) {
            try {
                step.run(session).forEach(change -> LOG.infof("Set-up: %s", change));
            } catch (SQLException e) {
                throw SetupErrors.of(step, e);
            }
        }
    }

    private static void lock(SetupSession session) throws SetupFailure {
        try {
            session.lock();
        } catch (SQLException e) {
            throw SetupErrors.of("wait until no other process sets this instance up", e);
        }
    }

    private interface Work<T> {
        T with(SetupSession session) throws SQLException, SetupFailure;
    }

    private <T> T inSession(Work<T> work) throws SetupFailure {
        try (SetupSession session = SetupSession.open(setupLogin)) {
            return work.with(session);
        } catch (SQLException e) {
            throw SetupErrors.of("read from the instance with the set-up login", e);
        }
    }
}
