package dev.colloquy.instance.tds;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server over {@link FakeSessions} for each test, with an identity that all tests share. */
final class TdsServerExtension implements BeforeEachCallback, AfterEachCallback {
    static final TlsIdentity IDENTITY = TlsIdentity.selfSigned();

    private final TdsLimits limits;
    FakeSessions sessions;
    TdsServer server;

    TdsServerExtension() {
        this(TdsLimits.DEFAULT);
    }

    TdsServerExtension(TdsLimits limits) {
        this.limits = limits;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        sessions = new FakeSessions();
        server = TdsServer.builder(sessions)
                .identity(() -> IDENTITY)
                .limits(limits)
                .start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        server.close();
    }

    /** Connects with the driver; the properties are appended to the address. */
    Connection connect(String properties) throws SQLException {
        String url = "jdbc:sqlserver://localhost:" + server.port() + ";loginTimeout=15;" + properties;
        return DriverManager.getConnection(url, "sa", FakeSessions.PASSWORD);
    }

    /** Connects without a driver. */
    Socket socket() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** The payload of the next message. */
    static byte[] readMessage(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int status = 0;
        while ((status & 1) == 0) {
            in.readByte();
            status = in.readByte();
            int length = in.readUnsignedShort();
            in.readInt();
            payload.write(in.readNBytes(length - 8));
        }
        return payload.toByteArray();
    }

    /** True if the server has closed the connection, after what it may have sent before. */
    static boolean isClosed(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            while (in.read() >= 0) {
                continue;
            }
            return true;
        } catch (SocketException e) {
            // Bytes that the server had not read make it reset the connection.
            return true;
        }
    }
}
