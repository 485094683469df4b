package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.exchange.BootstrapSecret;
import dev.colloquy.broker.exchange.CertificateDirectory;
import dev.colloquy.broker.exchange.ExchangeFailure;
import dev.colloquy.broker.exchange.IdentityExchange;
import dev.colloquy.broker.instance.EndpointConfig;
import dev.colloquy.broker.instance.OwnInstance;
import dev.colloquy.broker.instance.SetupConfig;
import dev.colloquy.broker.setup.InstanceSetup;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Makes the parts of the lifecycle from the configuration. */
@Dependent
class LifecycleBeans {
    @Produces
    @Singleton
    InstanceSetup instanceSetup(
            Side side, OwnInstance instance, EndpointConfig endpoint, SetupConfig setup, PeerConfig peer) {
        return new InstanceSetup(instance.setupLogin(), Plans.of(side, endpoint, setup, peer, instance.loginToSetUp()));
    }

    @Produces
    @Singleton
    IdentityExchange identityExchange(PeerConfig peer) {
        try {
            if (peer.secret().isPresent()) {
                return new IdentityExchange(
                        BootstrapSecret.fromText(peer.secret().get()), Clock.systemUTC());
            }
            if (peer.secretFile().isPresent()) {
                return new IdentityExchange(
                        BootstrapSecret.fromFile(peer.secretFile().get()), Clock.systemUTC());
            }
            return new IdentityExchange(BootstrapSecret.ofThisAccount(), Clock.systemUTC());
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    @Produces
    @Singleton
    PeerGroup peers(Side side, PeerConfig peer, IdentityExchange exchange) {
        List<URI> urls = peer.urls();
        if (urls.stream().distinct().count() < urls.size()) {
            throw new ConfigurationException("colloquy.peer.url names a service twice: " + urls);
        }
        if (peer.certificates().isPresent()) {
            if (urls.size() > 1) {
                throw new ConfigurationException(
                        "colloquy.peer.certificates holds the certificates of one instance; several URLs in"
                                + " colloquy.peer.url need the exchange over HTTP");
            }
            return new PeerGroup(
                    List.of(directory(side, peer, peer.certificates().get())));
        }
        return new PeerGroup(urls.stream()
                .map(url -> (PeerSource) own -> exchange.send(url, own))
                .toList());
    }

    private static PeerSource directory(Side side, PeerConfig peer, Path directory) {
        String address = peer.address()
                .orElseThrow(
                        () -> new ConfigurationException(
                                "colloquy.peer.certificates needs colloquy.peer.address, the peer's endpoint as TCP://host:port"));
        CertificateDirectory certificates = new CertificateDirectory(directory);
        return new PeerSource() {
            @Override
            public BrokerIdentity ask(BrokerIdentity own) throws ExchangeFailure {
                certificates.write(own);
                return certificates.read(side.peer(), address);
            }

            @Override
            public boolean handsOver() {
                return false;
            }
        };
    }
}
