package dev.colloquy.instance.tds.packet;

/**
 * A whole message of the client.
 *
 * @param type            one of {@link PacketType}
 * @param ignored         the client gave the message up (IGNORE); nothing of it may be executed
 * @param reset           the session is to be reset before the request
 * @param keepTransaction a reset leaves the open transaction alone
 * @param body            valid until the next message is read
 */
public record Message(int type, boolean ignored, boolean reset, boolean keepTransaction, MessageReader body) {}
