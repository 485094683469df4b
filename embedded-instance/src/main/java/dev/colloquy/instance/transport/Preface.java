package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.EncryptionMode;
import dev.colloquy.instance.broker.Endpoint;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The 16 bytes that each side sends before TLS begins, so that both know which certificates TLS has to use. They are
 * repeated inside TLS (HELLO) and compared, so that nobody between the two can change them.
 *
 * <pre>
 * offset size connecting side                    accepting side
 *      0    4 magic "CLQY"                       magic "CLQY"
 *      4    1 version 1                          version 1
 *      5    1 methods      bits of {@link Method}    the chosen one, 0: refused
 *      6    1 encryption   ordinal of EncryptionMode     likewise
 *      7    1 algorithms   1 AES, 2 RC4          likewise
 *      8    4 0                                  number of the refusal
 *     12    4 0                                  state of the refusal
 * </pre>
 *
 * <p>TLS protects the connection whatever ENCRYPTION says; the modes only have to be compatible, as in SQL Server.
 */
record Preface(int methods, EncryptionMode encryption, int algorithms, int refusal, int detail) {
    static final int LENGTH = 16;

    private static final int MAGIC = 0x434C5159;
    private static final int VERSION = 1;
    private static final EncryptionMode[] MODES = EncryptionMode.values();

    static Preface of(Endpoint endpoint) {
        int methods = 0;
        for (Method method : methodsOf(endpoint)) {
            methods |= method.bit();
        }
        return new Preface(methods, endpoint.encryption(), algorithmsOf(endpoint), 0, 0);
    }

    static Preface refused(Endpoint endpoint, int number, int state) {
        return new Preface(0, endpoint.encryption(), algorithmsOf(endpoint), number, state);
    }

    /** The endpoint's methods in the order in which CREATE ENDPOINT names them. */
    static List<Method> methodsOf(Endpoint endpoint) {
        List<Method> methods = new ArrayList<>(2);
        if (endpoint.windows()) {
            methods.add(Method.WINDOWS);
        }
        if (endpoint.certificateId().isPresent()) {
            methods.add(endpoint.windowsFirst() ? methods.size() : 0, Method.CERTIFICATE);
        }
        return methods;
    }

    /** The accepting side's answer: its first method that the connecting side has too. */
    static Preface answer(Endpoint endpoint, Preface offer) {
        if (!offer.compatibleWith(endpoint)) {
            return refused(endpoint, 28027, 22);
        }
        for (Method method : methodsOf(endpoint)) {
            if ((offer.methods & method.bit()) != 0) {
                return new Preface(method.bit(), endpoint.encryption(), algorithmsOf(endpoint), 0, 0);
            }
        }
        return refused(endpoint, 28027, 21);
    }

    /** The method that the accepting side has chosen, which must be one of this endpoint's. */
    Method chosen(Endpoint endpoint) throws HandshakeFailure {
        if (methods == 0) {
            throw TransportErrors.refusal(refusal, detail);
        }
        for (Method method : methodsOf(endpoint)) {
            if (methods == method.bit()) {
                return method;
            }
        }
        throw TransportErrors.noCompatibleAuthentication();
    }

    private boolean compatibleWith(Endpoint endpoint) {
        EncryptionMode mine = endpoint.encryption();
        boolean clash = (mine == EncryptionMode.REQUIRED && encryption == EncryptionMode.DISABLED)
                || (mine == EncryptionMode.DISABLED && encryption == EncryptionMode.REQUIRED);
        boolean encrypted = mine != EncryptionMode.DISABLED && encryption != EncryptionMode.DISABLED;
        return !clash && (!encrypted || (algorithms & algorithmsOf(endpoint)) != 0);
    }

    private static int algorithmsOf(Endpoint endpoint) {
        int bits = endpoint.algorithms().contains("AES") ? 1 : 0;
        return endpoint.algorithms().contains("RC4") ? bits | 2 : bits;
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .putInt(MAGIC)
                .put((byte) VERSION)
                .put((byte) methods)
                .put((byte) encryption.ordinal())
                .put((byte) algorithms)
                .putInt(refusal)
                .putInt(detail)
                .array();
    }

    /** Reads the peer's preface, not a byte more. */
    static Preface read(InputStream stream) throws IOException {
        byte[] bytes = new byte[LENGTH];
        new DataInputStream(stream).readFully(bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC || in.get() != VERSION) {
            throw new ProtocolViolation("the peer is no endpoint of this kind");
        }
        int methods = in.get();
        int mode = in.get();
        if (mode < 0 || mode >= MODES.length) {
            throw new ProtocolViolation("unknown encryption mode " + mode);
        }
        return new Preface(methods, MODES[mode], in.get(), in.getInt(), in.getInt());
    }
}
