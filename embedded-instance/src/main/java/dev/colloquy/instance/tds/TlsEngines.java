package dev.colloquy.instance.tds;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Makes the engine for each encrypted connection. The identity is obtained by a thread of its own once the server
 * listens, because a key and the first TLS context take longer than everything else of the start.
 */
final class TlsEngines {
    private static final String TDS_8 = "tds/8.0";

    /** Clients show no certificates; without this, the JDK would read its own list of authorities. */
    private static final TrustManager[] TRUSTS_NOBODY = {};

    private final FutureTask<KeyManager[]> keys;

    TlsEngines(Supplier<TlsIdentity> identity) {
        this.keys = new FutureTask<>(() -> identity.get().keyManagers());
    }

    /** Obtains the identity in the background. */
    void prepare() {
        Thread thread = new Thread(keys, "tds-identity");
        thread.setDaemon(true);
        thread.start();
    }

    /** For TDS 8.0: TLS comes before everything else, 1.2 or 1.3. */
    SSLEngine forStrict(long deadline) throws IOException {
        SSLEngine engine = engine(deadline, "TLSv1.3", "TLSv1.2");
        engine.setHandshakeApplicationProtocolSelector((handshake, offered) -> offered.contains(TDS_8) ? TDS_8 : "");
        return engine;
    }

    /**
     * For TDS 7.4, where packets carry the handshake. Clients do not flush a last flight of theirs there, so neither TLS
     * 1.3 nor a resumed session may happen: the context is new and remembers no session.
     */
    SSLEngine forPackets(long deadline) throws IOException {
        return engine(deadline, "TLSv1.2");
    }

    private SSLEngine engine(long deadline, String... protocols) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] own = keys.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            context.init(own, TRUSTS_NOBODY, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(protocols);
            parameters.setUseCipherSuitesOrder(true);
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException | ExecutionException | TimeoutException e) {
            throw new IOException("no TLS identity to show to the client", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the TLS identity was awaited", e);
        }
    }
}
