package dev.colloquy.instance.transport;

import java.util.OptionalInt;

/**
 * Who is at the other end of a connection.
 *
 * @param principalName the login that CONNECT was checked for, or the account that both sides run under
 * @param certificateId the peer's certificate in master
 */
record Peer(Method method, String principalName, OptionalInt certificateId) {}
