package dev.colloquy.benchmark.chaos;

import dev.colloquy.benchmark.net.TcpProxy;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** The ways between the processes, each through a proxy. */
final class Network implements AutoCloseable {
    private final Map<Link, TcpProxy> proxies = new EnumMap<>(Link.class);

    /** Opens a way to a port of this machine. */
    void open(Link link, int port, int to) throws IOException {
        proxies.put(link, TcpProxy.between(port, to));
    }

    TcpProxy link(Link link) {
        return proxies.get(link);
    }

    /** Puts everything right again. */
    void restore() throws IOException {
        for (TcpProxy proxy : proxies.values()) {
            proxy.restore();
        }
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
    }
}
