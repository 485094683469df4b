package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.instance.OwnInstance;
import dev.colloquy.broker.lifecycle.Progress.Phase;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.broker.setup.Setup;
import dev.colloquy.broker.setup.SetupDue;
import dev.colloquy.broker.setup.SetupFailure;
import dev.colloquy.contract.BrokerIdentity;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes the service from its start to mutual trust with the peer, in a thread of its own, keeps the instance as it should
 * be from then on, and lets go at shutdown.
 */
@ApplicationScoped
public class InstanceLifecycle {
    private static final Logger LOG = Logger.getLogger(InstanceLifecycle.class);

    /** Before the observers that use the instance. */
    private static final int FIRST = 1;

    /** After the observers that stop what uses the instance. */
    private static final int LAST = 100_000;

    private final OwnInstance instance;
    private final Setup setup;
    private final PeerGroup peers;
    private final Event<DatabaseReady> databaseReady;
    private final Retries retries;

    private volatile Progress progress = new Progress(Phase.STARTING, "");
    private volatile boolean prepared;
    private String verifyProblem = "";

    @Inject
    InstanceLifecycle(
            OwnInstance instance, Setup setup, PeerGroup peers, Event<DatabaseReady> databaseReady, Retries retries) {
        this.instance = instance;
        this.setup = setup;
        this.peers = peers;
        this.databaseReady = databaseReady;
        this.retries = retries;
    }

    void start(@Observes @Priority(FIRST) Startup event) {
        instance.start();
        retries.start(this::run);
    }

    void stop(@Observes @Priority(LAST) Shutdown event) {
        retries.close();
        instance.stop();
    }

    /** Verifies at once what has been found wrong; until the peer is trusted that is being worked on anyway. */
    void verify(@Observes SetupDue event) {
        if (progress.phase() == Phase.TRUSTED) {
            LOG.debugf("set-up is verified, as was found: %s", event.why());
            retries.wake();
        }
    }

    /** How far the start has come. */
    public Progress progress() {
        return progress;
    }

    /** Whether the instance is set up, so that there is an identity to show. */
    public boolean hasIdentity() {
        return prepared;
    }

    /**
     * What this side shows its peer, read now: another process on this instance may have renewed a certificate.
     *
     * @throws SetupFailure if the instance is not set up or does not answer
     */
    public BrokerIdentity identity() throws SetupFailure {
        return setup.identity();
    }

    /**
     * Takes the certificates and address in of a peer that has come by itself. Of several peers one that nobody has
     * asked yet is asked where it is configured to be, so that no instance joins that the configuration does not know.
     *
     * @throws SetupFailure if the instance refuses
     */
    public void take(BrokerIdentity peer) throws SetupFailure {
        if (peers.several() && !peers.has(peer.brokerInstance())) {
            retries.wake();
        } else {
            trust(peer);
        }
    }

    private synchronized void trust(BrokerIdentity peer) throws SetupFailure {
        setup.trust(peer);
        if (progress.phase() != Phase.TRUSTED) {
            LOG.infof("The peer's instance at %s is trusted", peer.address());
        }
        progress = new Progress(Phase.TRUSTED, peers.several() ? progress.problem() : "");
    }

    private void run() {
        if (!retries.untilDone(this::prepare)) {
            return;
        }
        boolean done = askPeers();
        while (retries.awaitNext(done)) {
            if (retries.verifyDue()) {
                verify();
            }
            done = askPeers();
        }
    }

    private boolean prepare() {
        try {
            BrokerIdentity own = setup.prepare();
            boolean trusted = setup.trustsPeer();
            progress = new Progress(trusted ? Phase.TRUSTED : Phase.AWAITING_PEER, "");
            databaseReady.fire(new DatabaseReady(own.side()));
            prepared = true;
            return true;
        } catch (SetupFailure e) {
            report(e);
            return false;
        }
    }

    /** Puts right what is no longer as it should be, and renews certificates. */
    private void verify() {
        try {
            setup.prepare();
            verifyProblem = "";
        } catch (SetupFailure e) {
            reportVerify(e);
        }
    }

    private boolean askPeers() {
        BrokerIdentity own;
        try {
            own = setup.identity();
        } catch (SetupFailure e) {
            reportVerify(e);
            return false;
        }
        PeerGroup.Round round = peers.ask(own, this::trust);
        if (peers.several()) {
            reportMissing(round.news());
        } else {
            round.failures().forEach(this::report);
        }
        if (round.complete()) {
            settle(round.answers());
        }
        return round.complete();
    }

    private void settle(List<BrokerIdentity> answers) {
        try {
            setup.settle(answers);
            setup.takeOver(peers.handsOver());
        } catch (SetupFailure e) {
            reportVerify(e);
        }
    }

    /** The service goes on as it is, and tries again when it verifies the next time. */
    private void reportVerify(SetupFailure failure) {
        if (!verifyProblem.equals(failure.getMessage())) {
            LOG.warnf("%s (will be tried again)", failure.getMessage());
        }
        verifyProblem = failure.getMessage();
    }

    /** A peer that is trusted already need not be there; then its absence is no news. */
    private synchronized void report(Exception failure) {
        if (progress.phase() == Phase.TRUSTED) {
            LOG.debugf("the peer's identity could not be asked for again: %s", failure.getMessage());
            return;
        }
        if (!progress.problem().equals(failure.getMessage())) {
            LOG.warnf("%s (will be tried again)", failure.getMessage());
        }
        progress = new Progress(progress.phase(), failure.getMessage());
    }

    /** The service works with those instances that are trusted; somebody should know of those that are not. */
    private synchronized void reportMissing(List<Exception> failures) {
        String problem = failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
        if (!problem.isEmpty() && !progress.problem().equals(problem)) {
            LOG.warnf("Not all instances of the peer are used yet: %s (will be tried again)", problem);
        }
        progress = new Progress(progress.phase(), problem);
    }
}
