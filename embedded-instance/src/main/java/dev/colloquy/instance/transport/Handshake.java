package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Endpoint;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import javax.net.ssl.SSLSocket;

/** The login of both sides, from the preface to WELCOME or REFUSED; see the package's description for the order. */
final class Handshake {
    private static final int NONCE_LENGTH = 32;
    private static final byte[] NOTHING = new byte[0];

    private final Endpoint endpoint;
    private final CertificateAuthentication certificates;
    private final PeerCheck peerCheck;
    private final AccountAuthentication account;
    private final Duration timeout;
    private final UUID arbitrationId;

    /**
     * Prepares a login.
     *
     * @param certificates  supplies this side's certificate
     * @param peerCheck     decides about the peer's certificate
     * @param arbitrationId names this instance's transport to its peers
     */
    Handshake(
            Endpoint endpoint,
            CertificateAuthentication certificates,
            PeerCheck peerCheck,
            AccountAuthentication account,
            Duration timeout,
            UUID arbitrationId) {
        this.endpoint = endpoint;
        this.certificates = certificates;
        this.peerCheck = peerCheck;
        this.account = account;
        this.timeout = timeout;
        this.arbitrationId = arbitrationId;
    }

    /**
     * Logs in to the peer that the connection leads to.
     *
     * @throws HandshakeFailure if one of the sides refuses the other
     * @throws IOException      if the connection breaks or the peer speaks another protocol
     */
    FrameChannel connect(Connection connection) throws IOException, HandshakeFailure {
        connection.socket().setSoTimeout((int) timeout.toMillis());
        Preface offer = Preface.of(endpoint);
        connection.socket().getOutputStream().write(offer.encode());
        Preface answer = Preface.read(connection.socket().getInputStream());
        Method method = answer.chosen(endpoint);
        Channel channel = secure(connection, method, offer, answer);
        try {
            channel.sendHello();
            channel.readHello();
            Peer byCertificate = method == Method.CERTIFICATE ? channel.checkCertificate() : null;
            channel.send(FrameType.PROOF, method == Method.WINDOWS ? channel.proof() : NOTHING);
            byte[] proof = channel.expect(FrameType.PROOF).readBytes(channel.lastLength);
            Peer peer = byCertificate != null ? byCertificate : channel.checkProof(proof);
            channel.expect(FrameType.WELCOME);
            return channel.online(peer);
        } catch (HandshakeFailure e) {
            channel.refuse(e);
            throw e;
        }
    }

    /**
     * Lets a peer log in that has connected.
     *
     * @throws HandshakeFailure if one of the sides refuses the other; the peer has been told
     * @throws IOException      if the connection breaks or the peer speaks another protocol
     */
    FrameChannel accept(Connection connection) throws IOException, HandshakeFailure {
        connection.socket().setSoTimeout((int) timeout.toMillis());
        Preface offer = Preface.read(connection.socket().getInputStream());
        Preface answer = Preface.answer(endpoint, offer);
        Channel channel;
        try {
            Method method = answer.chosen(endpoint);
            TlsIdentity identity = identity(method, connection);
            connection.socket().getOutputStream().write(answer.encode());
            channel = secure(connection, method, identity, offer, answer);
        } catch (HandshakeFailure e) {
            int state = answer.detail() == 0 ? 1 : answer.detail();
            connection
                    .socket()
                    .getOutputStream()
                    .write(Preface.refused(endpoint, e.number(), state).encode());
            throw e;
        }
        try {
            channel.readHello();
            channel.sendHello();
            byte[] proof = channel.expect(FrameType.PROOF).readBytes(channel.lastLength);
            Peer peer = channel.method == Method.WINDOWS ? channel.checkProof(proof) : channel.checkCertificate();
            channel.send(FrameType.PROOF, channel.method == Method.WINDOWS ? channel.proof() : NOTHING);
            channel.send(FrameType.WELCOME, NOTHING);
            return channel.online(peer);
        } catch (HandshakeFailure e) {
            channel.refuse(e);
            throw e;
        }
    }

    private TlsIdentity identity(Method method, Connection connection) throws HandshakeFailure {
        if (method == Method.WINDOWS) {
            account.requireLocal(connection.socket());
            return account.identity();
        }
        return certificates.identity(endpoint);
    }

    private Channel secure(Connection connection, Method method, Preface offer, Preface answer)
            throws IOException, HandshakeFailure {
        return secure(connection, method, identity(method, connection), offer, answer);
    }

    private Channel secure(Connection connection, Method method, TlsIdentity identity, Preface offer, Preface answer)
            throws IOException {
        SSLSocket tls = identity.wrap(connection.socket(), connection.isAccepted());
        tls.startHandshake();
        X509Certificate peer = (X509Certificate) tls.getSession().getPeerCertificates()[0];
        return new Channel(connection, method, tls, identity.certificate(), peer, offer, answer);
    }

    /** The inside of the TLS connection until the peer has logged in. */
    private final class Channel {
        private final Connection connection;
        private final Method method;
        private final SSLSocket tls;
        private final X509Certificate own;
        private final X509Certificate peer;
        private final byte[] prefaces;
        private final byte[] nonce = new byte[NONCE_LENGTH];
        private final FrameInput in;
        private final FrameOutput out;
        private byte[] peerNonce;
        private UUID peerArbitrationId;
        private int lastLength;

        Channel(
                Connection connection,
                Method method,
                SSLSocket tls,
                X509Certificate own,
                X509Certificate peer,
                Preface offer,
                Preface answer)
                throws IOException {
            this.connection = connection;
            this.method = method;
            this.tls = tls;
            this.own = own;
            this.peer = peer;
            this.prefaces = Arrays.copyOf(offer.encode(), 2 * Preface.LENGTH);
            System.arraycopy(answer.encode(), 0, prefaces, Preface.LENGTH, Preface.LENGTH);
            this.in = new FrameInput(tls.getInputStream(), connection.traffic());
            this.out = new FrameOutput(tls.getOutputStream(), connection.traffic());
            new SecureRandom().nextBytes(nonce);
        }

        void sendHello() throws IOException {
            out.begin(FrameType.HELLO)
                    .putBytes(prefaces, 0, prefaces.length)
                    .putBytes(nonce, 0, nonce.length)
                    .putUuid(arbitrationId);
            out.end();
            out.flush();
        }

        void readHello() throws IOException, HandshakeFailure {
            Frame hello = expect(FrameType.HELLO);
            byte[] seenByPeer = hello.readBytes(prefaces.length);
            peerNonce = hello.readBytes(NONCE_LENGTH);
            peerArbitrationId = hello.readUuid();
            hello.requireEnd();
            if (!Arrays.equals(seenByPeer, prefaces)) {
                throw TransportErrors.verificationFailed();
            }
        }

        void send(FrameType type, byte[] payload) throws IOException {
            out.begin(type).putBytes(payload, 0, payload.length);
            out.end();
            out.flush();
        }

        Frame expect(FrameType type) throws IOException, HandshakeFailure {
            Frame frame = in.read();
            lastLength = frame.remaining();
            if (frame.type() == FrameType.REFUSED) {
                throw new RefusedByPeer(frame.readInt(), frame.readText()).failure();
            }
            if (frame.type() != type) {
                throw new ProtocolViolation(frame.type() + " where " + type + " is due");
            }
            return frame;
        }

        Peer checkCertificate() throws HandshakeFailure {
            return peerCheck.check(endpoint, peer);
        }

        byte[] proof() throws HandshakeFailure {
            return account.proof(connection.isAccepted(), exchange());
        }

        Peer checkProof(byte[] proof) throws HandshakeFailure {
            return account.check(!connection.isAccepted(), exchange(), proof);
        }

        private AccountAuthentication.Exchange exchange() {
            return connection.isAccepted()
                    ? new AccountAuthentication.Exchange(peerNonce, nonce, peer, own)
                    : new AccountAuthentication.Exchange(nonce, peerNonce, own, peer);
        }

        /** Tells the peer why, if it still listens; it is not let in either way. */
        void refuse(HandshakeFailure reason) {
            try {
                out.begin(FrameType.REFUSED).putInt(reason.number()).putText(reason.getMessage());
                out.end();
                out.flush();
                tls.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }

        FrameChannel online(Peer who) throws IOException {
            in.allowLongFrames();
            connection.socket().setSoTimeout(0);
            connection.loggedIn(who, peerArbitrationId);
            return new FrameChannel(connection, in, out);
        }
    }

    /** What the peer says when it refuses the login; its text is shown as it is, up to a limit. */
    private record RefusedByPeer(int number, String text) {
        private static final int LONGEST_TEXT = 2_000;

        HandshakeFailure failure() {
            return new HandshakeFailure(number, text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        }
    }
}
