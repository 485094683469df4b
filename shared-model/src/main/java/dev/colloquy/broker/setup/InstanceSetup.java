package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.EndpointAddress;
import dev.colloquy.contract.MalformedMessage;
import java.sql.SQLException;
import java.util.List;
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
public final class InstanceSetup {
    private static final Logger LOG = Logger.getLogger(InstanceSetup.class);

    private final DataSource setupLogin;
    private final SetupPlan plan;
    private final OwnSteps ownSteps = new OwnSteps();
    private final PeerSteps peerSteps = new PeerSteps();
    private final TrustReader trust = new TrustReader();
    private final IdentityReader identity = new IdentityReader();

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

    /**
     * Makes the instance and the database ready for this side.
     *
     * @return what the peer must know; its address is the plan's host and the endpoint's port
     * @throws SetupFailure if a step could not be done; the steps before it are done
     */
    public BrokerIdentity prepare() throws SetupFailure {
        return inSession(session -> {
            lock(session);
            run(session, steps());
            return read(session);
        });
    }

    /**
     * Lets the peer in and sets the route to it. Only reads if nothing has to change. A certificate that the peer has
     * renewed is added beside the one before.
     *
     * @throws IllegalArgumentException if the identity is not the other side's
     * @throws SetupFailure if its address is none, or a step could not be done
     */
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
    }

    private static void checkAddress(BrokerIdentity peer) throws SetupFailure {
        try {
            EndpointAddress.parse(peer.address());
        } catch (MalformedMessage e) {
            throw new SetupFailure("The peer cannot be reached: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a route to the peer's service and certificates of a peer, valid now, are there.
     *
     * @throws SetupFailure if that cannot be read; the database may not be there yet
     */
    public boolean trustsPeer() throws SetupFailure {
        return inSession(session -> trust.trustsSomePeer(session, plan.side()));
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
