package dev.colloquy.instance.tds;

import dev.colloquy.instance.engine.LoginRefused;
import dev.colloquy.instance.engine.LoginRequest;
import dev.colloquy.instance.engine.Session;
import dev.colloquy.instance.engine.Sessions;
import dev.colloquy.instance.tds.packet.HandshakeTransport;
import dev.colloquy.instance.tds.packet.Message;
import dev.colloquy.instance.tds.packet.PacketReader;
import dev.colloquy.instance.tds.packet.PacketType;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.tds.packet.SocketTransport;
import dev.colloquy.instance.tds.packet.TlsTransport;
import dev.colloquy.instance.tds.token.Login7;
import dev.colloquy.instance.tds.token.LoginResponse;
import dev.colloquy.instance.tds.token.Prelogin;
import dev.colloquy.instance.tds.token.TdsVersion;
import dev.colloquy.instance.tds.token.TokenWriter;
import dev.colloquy.instance.types.SqlError;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * From the first byte to the open session: TLS first (TDS 8.0), or PRELOGIN with TLS inside packets (7.4), or LOGIN7 at
 * once (jTDS).
 *
 * <p>With encryption off on both sides only the first packet of LOGIN7 is encrypted; nobody says goodbye to TLS, the
 * next byte is in clear ([MS-TDS] 3.3.5.2 "Initial State").
 */
final class LoginExchange {
    private static final int SMALLEST_PACKET = 512;
    private static final int LARGEST_PACKET = 32_767;
    /** mssql-jdbc does not accept more when a TLS record has to hold a packet. */
    private static final int LARGEST_ENCRYPTED_PACKET = 16_384;

    private final Sessions sessions;
    private final TlsEngines tls;
    private final EncryptionPolicy policy;
    private final SocketTransport socket;
    private final long deadline;
    private final PacketReader reader;
    private final PacketWriter writer;
    private boolean encrypted;

    LoginExchange(Sessions sessions, TlsEngines tls, EncryptionPolicy policy, SocketTransport socket, long deadline) {
        this.sessions = sessions;
        this.tls = tls;
        this.policy = policy;
        this.socket = socket;
        this.deadline = deadline;
        this.reader = new PacketReader(socket);
        this.writer = new PacketWriter(socket);
    }

    PacketReader reader() {
        return reader;
    }

    PacketWriter writer() {
        return writer;
    }

    /** Opens the session, or returns null when the connection is to be closed: left by the client, or refused. */
    Session run() throws IOException {
        int first = reader.peek();
        if (first < 0) {
            return null;
        }
        if (first == PacketType.TLS_HANDSHAKE) {
            if (policy == EncryptionPolicy.UNAVAILABLE) {
                throw new ProtocolViolation("TLS first, but encryption is not available");
            }
            encryptFromStart();
            return afterPrelogin(reader.readMessage(TdsLimits.LOGIN_BYTES));
        }
        Message message = reader.readMessage(TdsLimits.LOGIN_BYTES);
        if (message.type() == PacketType.LOGIN7) {
            return logIn(Login7.read(message.body()));
        }
        return afterPrelogin(message);
    }

    private Session afterPrelogin(Message message) throws IOException {
        requireType(message, PacketType.PRELOGIN);
        int wish = Prelogin.read(message.body()).encryption();
        if (encrypted) {
            Prelogin.writeReply(writer, Prelogin.ENCRYPT_NOT_SUPPORTED);
            return readLogin(() -> {});
        }
        int answer = policy.answer(wish);
        if (answer > Prelogin.ENCRYPT_REQUIRED) {
            throw new ProtocolViolation("encryption " + wish + " in PRELOGIN");
        }
        Prelogin.writeReply(writer, answer);
        if (answer == Prelogin.ENCRYPT_NOT_SUPPORTED) {
            return readLogin(() -> {});
        }
        if (wish == Prelogin.ENCRYPT_NOT_SUPPORTED) {
            // The client has been told that encryption is required, which it cannot do.
            return null;
        }
        TlsTransport secured = encryptWithinPackets();
        if (answer != Prelogin.ENCRYPT_OFF) {
            encrypted = true;
            writer.continueOver(secured);
            return readLogin(() -> {});
        }
        return readLogin(() -> {
            socket.pushBack(secured.takeReceived());
            reader.continueOver(socket);
        });
    }

    private void encryptFromStart() throws IOException {
        socket.pushBack(reader.takeBuffered());
        TlsTransport secured = new TlsTransport(tls.forStrict(deadline), socket);
        secured.handshake();
        reader.continueOver(secured);
        writer.continueOver(secured);
        encrypted = true;
    }

    private TlsTransport encryptWithinPackets() throws IOException {
        HandshakeTransport packets = new HandshakeTransport(reader, writer);
        TlsTransport secured = new TlsTransport(tls.forPackets(deadline), packets);
        secured.handshake();
        if (packets.rest().hasRemaining()) {
            throw new ProtocolViolation("bytes behind the TLS handshake in its packet");
        }
        socket.pushBack(reader.takeBuffered());
        secured.continueOver(socket);
        reader.continueOver(secured);
        return secured;
    }

    private Session readLogin(Runnable afterFirstPacket) throws IOException {
        Message message = reader.readMessage(TdsLimits.LOGIN_BYTES, afterFirstPacket);
        if (message == null && !encrypted) {
            // Clients look at the answer and leave when they do not like the encryption or the certificate.
            return null;
        }
        requireType(message, PacketType.LOGIN7);
        return logIn(Login7.read(message.body()));
    }

    private static void requireType(Message message, int type) throws EOFException {
        if (message == null) {
            throw new EOFException("closed by the client before it logged in");
        }
        if (message.type() != type) {
            throw new ProtocolViolation("message of type " + message.type() + " instead of " + type);
        }
    }

    private Session logIn(Login7 login) throws IOException {
        TokenWriter tokens = new TokenWriter(writer, sessions.serverName(), TdsVersion.isShort(login.tdsVersion()));
        Session session;
        try {
            refuseWhatIsNotSupported(login);
            session = sessions.logIn(request(login));
        } catch (LoginRefused e) {
            LoginResponse.writeRefused(writer, tokens, e.errors());
            return null;
        }
        try {
            accept(session, login, tokens);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void accept(Session session, Login7 login, TokenWriter tokens) {
        int size = packetSize(login.packetSize());
        writer.setSpid(session.spid());
        LoginResponse.writeAccepted(writer, tokens, session.database(), TdsVersion.agreed(login.tdsVersion()), size);
        writer.setPacketSize(size);
        reader.setPacketSize(size);
    }

    private void refuseWhatIsNotSupported(Login7 login) throws LoginRefused {
        if (!TdsVersion.isSupported(login.tdsVersion())) {
            throw refused(
                    17830,
                    20,
                    "The client's TDS version 0x" + Integer.toHexString(login.tdsVersion())
                            + " is not supported by the embedded instance; 7.3 or later is needed.");
        }
        if (login.integrated()) {
            throw refused(
                    18452,
                    14,
                    "Login failed. The login is from an untrusted domain and cannot be used with"
                            + " Integrated authentication.");
        }
        if (login.changePassword()) {
            throw refused(40517, 16, "Changing the password at login is not supported by the embedded instance.");
        }
        if (policy == EncryptionPolicy.REQUIRED && !encrypted) {
            throw refused(18456, 14, "Login failed for user '" + login.user() + "'.");
        }
    }

    private static LoginRefused refused(int number, int severity, String text) {
        return new LoginRefused(List.of(new SqlError(number, severity, 1, text)));
    }

    private LoginRequest request(Login7 login) throws IOException {
        InetSocketAddress peer = (InetSocketAddress) socket.channel().getRemoteAddress();
        return new LoginRequest(
                login.user(),
                login.password(),
                login.database(),
                login.applicationName(),
                login.hostName(),
                peer.getAddress().getHostAddress());
    }

    private int packetSize(int wish) {
        if (wish == 0) {
            return LoginResponse.INITIAL_PACKET_SIZE;
        }
        int largest = encrypted ? LARGEST_ENCRYPTED_PACKET : LARGEST_PACKET;
        return Math.max(SMALLEST_PACKET, Math.min(largest, wish));
    }
}
