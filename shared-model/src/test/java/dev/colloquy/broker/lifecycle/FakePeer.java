package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.exchange.CertificateDirectory;
import dev.colloquy.broker.exchange.ExchangeFailure;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Identities;
import dev.colloquy.contract.Side;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The service of the other side, which may be away. */
final class FakePeer implements PeerSource {
    private static final CertificateDirectory NOWHERE = new CertificateDirectory(Path.of("no", "such", "directory"));

    final AtomicInteger asked = new AtomicInteger();
    volatile boolean away;

    @Override
    public BrokerIdentity ask(BrokerIdentity own) throws ExchangeFailure {
        asked.incrementAndGet();
        return away ? NOWHERE.read(Side.TARGET, "TCP://localhost:4022") : Identities.of(Side.TARGET);
    }
}
