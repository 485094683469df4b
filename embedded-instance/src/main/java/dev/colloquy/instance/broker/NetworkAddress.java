package dev.colloquy.instance.broker;

import java.util.Locale;
import java.util.Optional;

/** The address of another instance's Service Broker endpoint, written {@code TCP://host:port} in routes. */
public record NetworkAddress(String host, int port) {
    private static final String SCHEME = "tcp://";
    private static final int MAX_PORT = 65_535;

    /** Reads an address; empty if the text is none. The scheme is compared without regard to case. */
    public static Optional<NetworkAddress> parse(String text) {
        return startsWithScheme(text) ? hostAndPort(text.substring(SCHEME.length())) : Optional.empty();
    }

    /** The address that a service name begins with, for routes to TRANSPORT. */
    static Optional<NetworkAddress> prefixOf(String serviceName) {
        if (!startsWithScheme(serviceName)) {
            return Optional.empty();
        }
        int slash = serviceName.indexOf('/', SCHEME.length());
        return parse(slash < 0 ? serviceName : serviceName.substring(0, slash));
    }

    private static boolean startsWithScheme(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    private static Optional<NetworkAddress> hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || colon == text.length() - 1 || text.length() - colon > 6) {
            return Optional.empty();
        }
        int port = 0;
        for (int i = colon + 1; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return Optional.empty();
            }
            port = port * 10 + (digit - '0');
        }
        String host = text.substring(0, colon);
        return port == 0 || port > MAX_PORT || !isHost(host)
                ? Optional.empty()
                : Optional.of(new NetworkAddress(withoutBrackets(host), port));
    }

    private static boolean isHost(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
        String name = withoutBrackets(host);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = Character.isLetterOrDigit(c)
                    || c == '.'
                    || c == '-'
                    || c == '_'
                    || (bracketed && (c == ':' || c == '%'));
            if (!allowed) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The one spelling by which the broker and the transport name the address: lower-case host, no redundancy. */
    @Override
    public String toString() {
        String name = host.toLowerCase(Locale.ROOT);
        return "TCP://" + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port;
    }
}
