package dev.colloquy.instance.tds.token;

import dev.colloquy.instance.tds.packet.PacketType;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import java.util.List;

/** The answers to LOGIN7, each one message; the accepted one in the order that SQL Server keeps. */
public final class LoginResponse {
    /** The packet size before the login has ended. */
    public static final int INITIAL_PACKET_SIZE = 4096;

    private static final String LANGUAGE = "us_english";

    private LoginResponse() {}

    /** The session is open in a database. */
    public static void writeAccepted(
            PacketWriter out, TokenWriter tokens, String database, int tdsVersion, int packetSize) {
        out.begin(PacketType.TABULAR_RESULT);
        tokens.databaseChanged(database, "master");
        tokens.info(new SqlInfo(5701, 2, 0, "Changed database context to '" + database + "'.", 1));
        tokens.collationChanged();
        tokens.languageChanged(LANGUAGE);
        tokens.info(new SqlInfo(5703, 1, 0, "Changed language setting to " + LANGUAGE + ".", 1));
        tokens.loginAcknowledged(tdsVersion);
        tokens.packetSizeChanged(packetSize, INITIAL_PACKET_SIZE);
        tokens.done(TokenWriter.DONE, TokenWriter.DONE_FINAL, 0, 0);
        out.end();
    }

    /** The login failed; the caller closes the connection. */
    public static void writeRefused(PacketWriter out, TokenWriter tokens, List<SqlError> errors) {
        out.begin(PacketType.TABULAR_RESULT);
        errors.forEach(tokens::error);
        tokens.done(TokenWriter.DONE, TokenWriter.DONE_ERROR, 0, 0);
        out.end();
    }
}
