package dev.colloquy.broker.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.exchange.CertificateDirectory;
import dev.colloquy.broker.setup.SetupFailure;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Identities;
import dev.colloquy.contract.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeerGroupTest {
    private static final PeerSource AWAY = own ->
            new CertificateDirectory(Path.of("no", "such", "directory")).read(Side.TARGET, "TCP://localhost:4022");

    private final BrokerIdentity own = Identities.of(Side.INITIATOR);
    private final BrokerIdentity target = Identities.of(Side.TARGET);
    private final List<BrokerIdentity> trusted = new ArrayList<>();

    @Test
    void one_that_is_away_does_not_keep_the_others_from_being_let_in() {
        PeerGroup.Round round = new PeerGroup(List.of(AWAY, own -> target)).ask(own, trusted::add);

        assertEquals(List.of(target), trusted);
        assertEquals(List.of(target), round.answers());
        assertEquals(1, round.failures().size());
        assertFalse(round.complete());
    }

    @Test
    void that_one_is_away_is_news_until_it_was_let_in_once() {
        FakePeer peer = new FakePeer();
        PeerGroup group = new PeerGroup(List.of(peer));
        peer.away = true;
        assertEquals(1, group.ask(own, trusted::add).news().size());
        peer.away = false;
        assertTrue(group.ask(own, trusted::add).complete());
        peer.away = true;

        PeerGroup.Round round = group.ask(own, trusted::add);

        assertEquals(List.of(), round.news());
        assertEquals(1, round.failures().size());
    }

    @Test
    void an_instance_that_is_not_let_in_is_not_known() {
        PeerGroup group = new PeerGroup(List.of(own -> target));

        PeerGroup.Round round = group.ask(own, peer -> {
            throw new SetupFailure("Set-up could not set the route to the peer.", null);
        });

        assertFalse(round.complete());
        assertFalse(group.has(target.brokerInstance()));
    }

    @Test
    void a_broker_instance_is_known_once_its_service_has_shown_it() {
        PeerGroup group = new PeerGroup(List.of(own -> target));
        group.ask(own, trusted::add);

        assertTrue(group.has(target.brokerInstance()));
        assertFalse(group.has(Optional.of(UUID.randomUUID())));
        assertFalse(group.has(Optional.empty()));
    }
}
