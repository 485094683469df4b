package dev.colloquy.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Service Broker endpoint listens, as ADDRESS of CREATE ROUTE takes it: {@code TCP://host:port}.
 *
 * @param host DNS name, NetBIOS name or IP address; an IPv6 address in brackets
 * @param port 1 to 65535
 */
public record EndpointAddress(String host, int port) {
    /** ADDRESS is {@code nvarchar(256)}. */
    private static final int MAXIMUM_LENGTH = 256;

    private static final int LAST_PORT = 65535;
    private static final Pattern FORM =
            Pattern.compile("[Tt][Cc][Pp]://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");

    /**
     * Reads an address.
     *
     * @throws MalformedMessage if it is none; quotes it
     */
    public static EndpointAddress parse(String address) throws MalformedMessage {
        if (address.length() > MAXIMUM_LENGTH) {
            throw new MalformedMessage(
                    "an endpoint address has " + address.length() + " characters; at most " + MAXIMUM_LENGTH);
        }
        Matcher parts = FORM.matcher(address);
        if (!parts.matches()) {
            throw new MalformedMessage("'" + address + "' is not an endpoint address of the form TCP://host:port");
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > LAST_PORT) {
            throw new MalformedMessage("the endpoint address '" + address + "' has no port from 1 to " + LAST_PORT);
        }
        return new EndpointAddress(parts.group(1), port);
    }

    @Override
    public String toString() {
        return "TCP://" + host + ":" + port;
    }
}
