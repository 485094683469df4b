package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.setup.Setup;
import dev.colloquy.broker.setup.SetupFailure;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Identities;
import dev.colloquy.contract.Side;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An instance in memory that can refuse each step. */
final class FakeSetup implements Setup {
    final AtomicInteger prepared = new AtomicInteger();
    final AtomicInteger takenOver = new AtomicInteger();
    final List<BrokerIdentity> trusted = new CopyOnWriteArrayList<>();
    final List<List<BrokerIdentity>> settled = new CopyOnWriteArrayList<>();
    volatile Optional<String> settleProblem = Optional.empty();
    volatile Optional<String> prepareProblem = Optional.empty();
    volatile Optional<String> trustProblem = Optional.empty();
    volatile Optional<String> takeOverProblem = Optional.empty();
    volatile boolean knowsPeer;
    volatile boolean peerKnows;

    @Override
    public BrokerIdentity prepare() throws SetupFailure {
        prepared.incrementAndGet();
        refuse(prepareProblem);
        return Identities.of(Side.INITIATOR);
    }

    @Override
    public BrokerIdentity identity() {
        return Identities.of(Side.INITIATOR);
    }

    @Override
    public void settle(List<BrokerIdentity> peers) throws SetupFailure {
        refuse(settleProblem);
        settled.add(peers);
    }

    @Override
    public void trust(BrokerIdentity peer) throws SetupFailure {
        refuse(trustProblem);
        trusted.add(peer);
    }

    @Override
    public boolean trustsPeer() {
        return knowsPeer;
    }

    @Override
    public void takeOver(boolean peerHasThem) throws SetupFailure {
        takenOver.incrementAndGet();
        peerKnows = peerHasThem;
        refuse(takeOverProblem);
    }

    private static void refuse(Optional<String> problem) throws SetupFailure {
        if (problem.isPresent()) {
            throw new SetupFailure(problem.get(), null);
        }
    }
}
