package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.exchange.ExchangeFailure;
import dev.colloquy.broker.setup.SetupFailure;
import dev.colloquy.contract.BrokerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The services of the other side, one for each instance it has. One thread asks them; any thread may ask what they have
 * answered.
 */
final class PeerGroup {
    private final List<PeerSource> sources;
    private final AtomicReferenceArray<BrokerIdentity> known;

    /** Takes an identity in. */
    @FunctionalInterface
    interface Intake {
        /**
         * Lets it in.
         *
         * @throws SetupFailure if the instance refuses
         */
        void trust(BrokerIdentity peer) throws SetupFailure;
    }

    /**
     * What came of asking each once.
     *
     * @param answers of those that have answered and were let in
     * @param failures of the others
     * @param news those of the failures that are news: the peer has never been let in since the start
     */
    record Round(List<BrokerIdentity> answers, List<Exception> failures, List<Exception> news) {
        /** Whether all have answered and were let in. */
        boolean complete() {
            return failures.isEmpty();
        }
    }

    PeerGroup(List<PeerSource> sources) {
        this.sources = List.copyOf(sources);
        this.known = new AtomicReferenceArray<>(sources.size());
    }

    /** Asks each once; one that fails does not keep the others from being asked. */
    Round ask(BrokerIdentity own, Intake intake) {
        Round round = new Round(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < sources.size(); i++) {
            try {
                BrokerIdentity peer = sources.get(i).ask(own);
                intake.trust(peer);
                known.set(i, peer);
                round.answers().add(peer);
            } catch (ExchangeFailure | SetupFailure e) {
                round.failures().add(e);
                if (known.get(i) == null) {
                    round.news().add(e);
                }
            }
        }
        return round;
    }

    /** Whether the other side has more than one instance. */
    boolean several() {
        return sources.size() > 1;
    }

    /** Whether a service that was asked has shown this broker instance. */
    boolean has(Optional<?> brokerInstance) {
        for (int i = 0; i < known.length(); i++) {
            BrokerIdentity peer = known.get(i);
            if (peer != null && brokerInstance.isPresent() && brokerInstance.equals(peer.brokerInstance())) {
                return true;
            }
        }
        return false;
    }

    /** Whether all have certainly taken the own identity in when they have answered. */
    boolean handsOver() {
        return sources.stream().allMatch(PeerSource::handsOver);
    }
}
