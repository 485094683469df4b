package dev.colloquy.instance.tds.token;

import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.ProtocolViolation;

/** ALL_HEADERS ([MS-TDS] 2.2.5.3 "Packet Data Stream Headers"). The session knows its transaction itself. */
public final class AllHeaders {
    private AllHeaders() {}

    /** Passes over the headers at the start of a request. */
    public static void skip(MessageReader in) {
        int total = in.readLong();
        if (total < 4) {
            throw new ProtocolViolation("ALL_HEADERS of " + total + " bytes");
        }
        int left = total - 4;
        in.need(left);
        while (left > 0) {
            int header = in.readLong();
            if (header < 6 || header > left) {
                throw new ProtocolViolation("header of " + header + " bytes in ALL_HEADERS");
            }
            in.skip(header - 4);
            left -= header;
        }
    }
}
