package dev.colloquy.instance.security;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * A key exchange as it travels from the initiator's database to the target's: the key, wrapped for the certificate of
 * the target service's owner, and the signature of the initiating service's owner.
 *
 * <pre>
 * size  field
 *    1  version     1
 *   16  keyId
 *    8  created     milliseconds since 1970, UTC
 *   16  fromBroker  broker instance of the sending database
 *   32  sender      thumbprint of the sender's certificate; zeros in an anonymous exchange
 *   32  receiver    thumbprint of the receiver's certificate
 *  2+n  wrappedKey  RSA-OAEP with SHA-256 and MGF1-SHA-256; its label is everything before this field
 *  2+n  signature   RSASSA-PSS with SHA-256 over everything before this field; empty in an anonymous exchange
 * </pre>
 *
 * <p>All numbers are big endian. The label binds the wrapped key to the parties: a key taken from somebody else's header
 * does not unwrap.
 */
record DialogKeyHeader(
        UUID keyId,
        long created,
        UUID fromBroker,
        Thumbprint sender,
        Thumbprint receiver,
        byte[] wrappedKey,
        byte[] signature) {
    private static final byte VERSION = 1;
    private static final int FIXED_LENGTH = 1 + 16 + 8 + 16 + 2 * Thumbprint.LENGTH;
    private static final int LONGEST_FIELD = 2_048;
    private static final int SALT_LENGTH = 32;
    private static final byte[] SIGNATURE_PURPOSE = "colloquy key exchange".getBytes(StandardCharsets.US_ASCII);

    /** Wraps a key for the receiver and signs with the sender's private key, if there is one. */
    static DialogKeyHeader create(
            UUID keyId,
            long created,
            UUID fromBroker,
            Optional<Certificate> sender,
            Optional<PrivateKey> senderKey,
            Certificate receiver,
            byte[] key)
            throws GeneralSecurityException {
        Thumbprint from = sender.map(c -> Thumbprint.of(c.x509())).orElse(Thumbprint.NONE);
        DialogKeyHeader bare = new DialogKeyHeader(
                keyId, created, fromBroker, from, Thumbprint.of(receiver.x509()), new byte[0], new byte[0]);
        Cipher rsa = bare.rsa();
        rsa.init(Cipher.ENCRYPT_MODE, receiver.x509().getPublicKey(), bare.oaep());
        DialogKeyHeader wrapped = bare.with(rsa.doFinal(key), new byte[0]);
        if (senderKey.isEmpty()) {
            return wrapped;
        }
        Signature pss = pss();
        pss.initSign(senderKey.get());
        pss.update(SIGNATURE_PURPOSE);
        pss.update(wrapped.signedPart());
        return wrapped.with(wrapped.wrappedKey, pss.sign());
    }

    /**
     * Reads a header.
     *
     * @throws dev.colloquy.instance.types.SqlError 28062 if the bytes are none
     */
    static DialogKeyHeader decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            if (in.get() != VERSION) {
                throw DialogErrors.invalidSignedHeader();
            }
            DialogKeyHeader header = new DialogKeyHeader(
                    uuid(in), in.getLong(), uuid(in), thumbprint(in), thumbprint(in), field(in), field(in));
            if (in.hasRemaining()) {
                throw DialogErrors.invalidSignedHeader();
            }
            return header;
        } catch (BufferUnderflowException e) {
            throw DialogErrors.invalidSignedHeader().causedBy(e);
        }
    }

    byte[] encode() {
        byte[] signed = signedPart();
        ByteBuffer out = ByteBuffer.allocate(signed.length + 2 + signature.length);
        out.put(signed).putShort((short) signature.length).put(signature);
        return out.array();
    }

    boolean isAnonymous() {
        return sender.equals(Thumbprint.NONE);
    }

    boolean isSignedBy(PublicKey senderKey) {
        try {
            Signature pss = pss();
            pss.initVerify(senderKey);
            pss.update(SIGNATURE_PURPOSE);
            pss.update(signedPart());
            return pss.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The key, unwrapped with the private key of the receiver's certificate. */
    byte[] unwrap(PrivateKey receiverKey) throws GeneralSecurityException {
        Cipher rsa = rsa();
        rsa.init(Cipher.DECRYPT_MODE, receiverKey, oaep());
        return rsa.doFinal(wrappedKey);
    }

    private DialogKeyHeader with(byte[] newWrappedKey, byte[] newSignature) {
        return new DialogKeyHeader(keyId, created, fromBroker, sender, receiver, newWrappedKey, newSignature);
    }

    private byte[] label() {
        ByteBuffer out = ByteBuffer.allocate(FIXED_LENGTH);
        out.put(VERSION)
                .putLong(keyId.getMostSignificantBits())
                .putLong(keyId.getLeastSignificantBits())
                .putLong(created)
                .putLong(fromBroker.getMostSignificantBits())
                .putLong(fromBroker.getLeastSignificantBits())
                .put(sender.bytes())
                .put(receiver.bytes());
        return out.array();
    }

    private byte[] signedPart() {
        ByteBuffer out = ByteBuffer.allocate(FIXED_LENGTH + 2 + wrappedKey.length);
        out.put(label()).putShort((short) wrappedKey.length).put(wrappedKey);
        return out.array();
    }

    private Cipher rsa() throws GeneralSecurityException {
        return Cipher.getInstance("RSA/ECB/OAEPPadding");
    }

    private OAEPParameterSpec oaep() {
        return new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label()));
    }

    private static Signature pss() throws GeneralSecurityException {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_LENGTH, 1));
        return pss;
    }

    private static UUID uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    private static Thumbprint thumbprint(ByteBuffer in) {
        byte[] bytes = new byte[Thumbprint.LENGTH];
        in.get(bytes);
        return Thumbprint.of(bytes);
    }

    private static byte[] field(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > LONGEST_FIELD || length > in.remaining()) {
            throw DialogErrors.invalidSignedHeader();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
