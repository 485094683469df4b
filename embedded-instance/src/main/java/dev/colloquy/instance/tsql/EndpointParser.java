package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE and ALTER ENDPOINT for Service Broker. */
final class EndpointParser {
    private final TokenCursor cursor;

    private Optional<Integer> port = Optional.empty();
    private Optional<String> address = Optional.empty();
    private Optional<BrokerDefinition.Authentication> authentication = Optional.empty();
    private Optional<BrokerDefinition.Encryption> encryption = Optional.empty();
    private Optional<Boolean> forwarding = Optional.empty();

    EndpointParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * {@code ENDPOINT name [AUTHORIZATION login] [STATE = state] AS TCP ( … ) FOR SERVICE_BROKER ( … )}; in ALTER every
     * part may be missing.
     */
    Statement endpoint(Position position, boolean alter) {
        cursor.next();
        String name = cursor.identifier();
        clear();
        Optional<String> owner = Optional.empty();
        if (!alter && cursor.accept(Keyword.AUTHORIZATION)) {
            owner = Optional.of(cursor.identifier());
        }
        Optional<BrokerDefinition.EndpointState> state = state();
        if (!alter || cursor.at(Keyword.AS)) {
            cursor.expect(Keyword.AS);
            tcp();
            if (!alter && port.isEmpty()) {
                throw cursor.syntaxError();
            }
        }
        if (!alter || cursor.at(Keyword.FOR)) {
            cursor.expect(Keyword.FOR);
            serviceBroker();
        }
        return new BrokerDefinition.DefineEndpoint(
                position, alter, name, owner, state, port, address, authentication, encryption, forwarding);
    }

    private void clear() {
        port = Optional.empty();
        address = Optional.empty();
        authentication = Optional.empty();
        encryption = Optional.empty();
        forwarding = Optional.empty();
    }

    /** {@code [STATE = {STARTED | STOPPED | DISABLED}]}. */
    private Optional<BrokerDefinition.EndpointState> state() {
        if (!cursor.accept("STATE")) {
            return Optional.empty();
        }
        cursor.expect('=');
        for (BrokerDefinition.EndpointState state : BrokerDefinition.EndpointState.values()) {
            if (cursor.accept(state.name())) {
                return Optional.of(state);
            }
        }
        throw cursor.syntaxError();
    }

    /** {@code TCP ( LISTENER_PORT = port [, LISTENER_IP = {ALL | ( a.b.c.d ) | ( 'ipv6' )}] )}. */
    private void tcp() {
        if (cursor.at("HTTP")) {
            throw cursor.notSupported("ENDPOINT … AS HTTP");
        }
        cursor.expect("TCP");
        cursor.expect('(');
        do {
            if (cursor.accept("LISTENER_PORT")) {
                cursor.expect('=');
                port = Optional.of(cursor.smallInteger());
            } else {
                cursor.expect("LISTENER_IP");
                cursor.expect('=');
                address = Optional.of(cursor.accept(Keyword.ALL) ? "ALL" : address());
            }
        } while (cursor.accept(','));
        cursor.expect(')');
    }

    /** The text in parentheses: an IPv4 address is no token of its own, but several numbers and dots. */
    private String address() {
        cursor.expect('(');
        if (cursor.peek().isString()) {
            String quoted = cursor.string();
            cursor.expect(')');
            return quoted;
        }
        int start = cursor.peek().start();
        while (cursor.at(TokenType.DECIMAL) || cursor.at(TokenType.INTEGER) || cursor.at('.')) {
            cursor.next();
        }
        String text = cursor.textFrom(start);
        if (text.isEmpty()) {
            throw cursor.syntaxError();
        }
        cursor.expect(')');
        return text;
    }

    /** {@code SERVICE_BROKER ( [option {, option}] )}. */
    private void serviceBroker() {
        if (cursor.at("TSQL") || cursor.at("DATABASE_MIRRORING") || cursor.at("DATA_MIRRORING") || cursor.at("SOAP")) {
            throw cursor.notSupported("ENDPOINT … FOR " + cursor.word());
        }
        cursor.expect("SERVICE_BROKER");
        if (!cursor.accept('(') || cursor.accept(')')) {
            return;
        }
        do {
            option();
        } while (cursor.accept(','));
        cursor.expect(')');
    }

    /** {@code AUTHENTICATION = … | ENCRYPTION = … | MESSAGE_FORWARDING = … | MESSAGE_FORWARD_SIZE = megabytes}. */
    private void option() {
        if (cursor.accept("AUTHENTICATION")) {
            cursor.expect('=');
            authentication = Optional.of(authentication());
        } else if (cursor.accept("ENCRYPTION")) {
            cursor.expect('=');
            encryption = Optional.of(encryption());
        } else if (cursor.accept("MESSAGE_FORWARDING")) {
            cursor.expect('=');
            boolean enabled = cursor.accept("ENABLED");
            if (!enabled) {
                cursor.expect("DISABLED");
            }
            forwarding = Optional.of(enabled);
        } else {
            cursor.expect("MESSAGE_FORWARD_SIZE");
            cursor.expect('=');
            if (cursor.integer() < 1) {
                throw cursor.syntaxError();
            }
        }
    }

    /** {@code windows | CERTIFICATE name | windows CERTIFICATE name | CERTIFICATE name windows}. */
    private BrokerDefinition.Authentication authentication() {
        boolean windowsFirst = windows();
        Optional<String> certificate = Optional.empty();
        if (cursor.accept("CERTIFICATE")) {
            certificate = Optional.of(cursor.identifier());
        } else if (!windowsFirst) {
            throw cursor.syntaxError();
        }
        boolean windows = windowsFirst || windows();
        return new BrokerDefinition.Authentication(windows, windowsFirst, certificate);
    }

    /** {@code [WINDOWS [NTLM | KERBEROS | NEGOTIATE]]}. */
    private boolean windows() {
        if (!cursor.accept("WINDOWS")) {
            return false;
        }
        if (cursor.at("NTLM") || cursor.at("KERBEROS") || cursor.at("NEGOTIATE")) {
            cursor.next();
        }
        return true;
    }

    /** {@code DISABLED | {SUPPORTED | REQUIRED} [ALGORITHM {AES | RC4 | AES RC4 | RC4 AES}]}; AES if none is named. */
    private BrokerDefinition.Encryption encryption() {
        if (cursor.accept("DISABLED")) {
            return new BrokerDefinition.Encryption(BrokerDefinition.EncryptionMode.DISABLED, List.of());
        }
        BrokerDefinition.EncryptionMode mode = BrokerDefinition.EncryptionMode.SUPPORTED;
        if (!cursor.accept("SUPPORTED")) {
            cursor.expect("REQUIRED");
            mode = BrokerDefinition.EncryptionMode.REQUIRED;
        }
        List<String> algorithms = new ArrayList<>();
        if (cursor.accept("ALGORITHM")) {
            while (algorithms.size() < 2 && (cursor.at("AES") || cursor.at("RC4"))) {
                algorithms.add(cursor.word());
            }
            if (algorithms.isEmpty()) {
                throw cursor.syntaxError();
            }
        } else {
            algorithms.add("AES");
        }
        return new BrokerDefinition.Encryption(mode, algorithms);
    }
}
