/**
 * Bytes, TLS records and packets ([MS-TDS] 2.2.3 "Packets"): what happens on the socket before anything has a meaning.
 *
 * <p>A {@link dev.colloquy.instance.tds.packet.Transport} moves bytes, in clear or through TLS;
 * {@link dev.colloquy.instance.tds.packet.PacketReader} joins packets to messages and
 * {@link dev.colloquy.instance.tds.packet.PacketWriter} cuts messages into packets. Everything here is used by the one
 * thread that owns the connection, apart from the two methods of
 * {@link dev.colloquy.instance.tds.packet.SocketTransport} that say otherwise.
 */
package dev.colloquy.instance.tds.packet;
