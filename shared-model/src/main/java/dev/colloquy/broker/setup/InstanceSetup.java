package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.EndpointAddress;
import dev.colloquy.contract.MalformedMessage;
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
    private final OwnSteps ownSteps = new OwnSteps();
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
        this.setupLogin = setupLogin;
        this.plan = plan;
    }

    /** The steps of {@link #prepare()}, in their order. */
    public List<SetupStep> steps() {
        return ownSteps.of(plan);
    }

    /** The steps of {@link #trust(BrokerIdentity)}, in their order. */
    public List<SetupStep> steps(BrokerIdentity peer) {
        return peerSteps.of(peer);
    }

    /** Has a watcher called whenever the instance may have changed, in the thread that knows; it must not wait. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    @Override
    public BrokerIdentity prepare() throws SetupFailure {
        BrokerIdentity own = inSession(session -> {
            lock(session);
            run(session, steps());
            return read(session);
        });
        watchers.forEach(Runnable::run);
        return own;
    }

    @Override
    public void trust(BrokerIdentity peer) throws SetupFailure {
        if (peer.side() != plan.side().peer()) {
            throw new IllegalArgumentException("the peer of " + plan.side() + " is not " + peer.side());
        }
        checkAddress(peer);
        inSession(session -> {
            if (!trust.trusts(session, peer)) {
                lock(session);
                run(session, steps(peer));
            }
            return null;
        });
        // Also when another process of this side has done it.
        watchers.forEach(Runnable::run);
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
        inSession(session -> {
            lock(session);
            run(session, ownSteps.takeOver(plan, peerKnows ? renewal : renewal.dividedBy(2)));
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

    private BrokerIdentity read(SetupSession session) throws SQLException, SetupFailure {
        return identity.read(session, plan);
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
