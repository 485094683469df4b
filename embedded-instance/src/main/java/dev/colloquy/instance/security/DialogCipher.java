package dev.colloquy.instance.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the bodies of one dialog with AES-256-GCM, a key for each direction.
 *
 * <p>The keys come from the key-exchange key by HKDF-SHA256 (RFC 5869); the salt is the conversation id, and the info
 * names the direction, the key id and both certificates, so that no two dialogs and no two pairs of certificates share a
 * key. A sealed body is nonce (12 bytes), ciphertext, tag (16 bytes).
 *
 * <p>The nonce is a keyed hash of the associated data and the body. Sealing a message again therefore gives the same
 * bytes, and a sequence number that is used twice for different messages, as after a restored backup, never repeats a
 * nonce. Safe for use by several threads.
 */
public final class DialogCipher {
    /** Bytes by which a sealed body is longer. */
    public static final int OVERHEAD = 12 + 16;

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final String HMAC = "HmacSHA256";

    // Finding an algorithm among the providers costs more than using it on a small body.
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(DialogCipher::newCipher);
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(DialogCipher::newMac);

    private final SecretKeySpec[] bodyKeys = new SecretKeySpec[2];
    private final SecretKeySpec[] nonceKeys = new SecretKeySpec[2];

    DialogCipher(DialogKey key, UUID conversationId) {
        byte[] extracted = hmac(new SecretKeySpec(bytes(conversationId), HMAC), key.secret());
        SecretKeySpec pseudoRandomKey = new SecretKeySpec(extracted, HMAC);
        for (int direction = 0; direction < 2; direction++) {
            String label = direction == 0 ? "initiator to target" : "target to initiator";
            bodyKeys[direction] = new SecretKeySpec(expand(pseudoRandomKey, label + " body", key), "AES");
            nonceKeys[direction] = new SecretKeySpec(expand(pseudoRandomKey, label + " nonce", key), HMAC);
        }
    }

    /**
     * Seals a body.
     *
     * @param fromInitiator direction
     * @param associated    what must arrive unchanged together with the body
     * @param body          may be empty
     */
    public byte[] seal(boolean fromInitiator, byte[] associated, byte[] body) {
        int direction = fromInitiator ? 0 : 1;
        byte[] nonce = nonce(nonceKeys[direction], associated, body);
        try {
            Cipher cipher = forSealing(bodyKeys[direction], new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associated);
            byte[] sealed = new byte[OVERHEAD + body.length];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_LENGTH);
            cipher.doFinal(body, 0, body.length, sealed, NONCE_LENGTH);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /**
     * Opens a sealed body.
     *
     * @throws dev.colloquy.instance.types.SqlError 28066 if key, direction, associated data or body differ from what
     *     was sealed
     */
    public byte[] open(boolean fromInitiator, byte[] associated, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            throw DialogErrors.corruptedMessage();
        }
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    bodyKeys[fromInitiator ? 0 : 1],
                    new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_LENGTH));
            cipher.updateAAD(associated);
            return cipher.doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
        } catch (AEADBadTagException e) {
            throw DialogErrors.corruptedMessage().causedBy(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /** A retransmission has the nonce of the message, and a cipher object refuses the nonce that it used last. */
    private static Cipher forSealing(SecretKeySpec key, GCMParameterSpec parameters) throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
        } catch (InvalidAlgorithmParameterException e) {
            cipher = newCipher();
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
            CIPHER.set(cipher);
        }
        return cipher;
    }

    private static byte[] nonce(SecretKeySpec key, byte[] associated, byte[] body) {
        Mac mac = mac(key);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(associated.length).array());
        mac.update(associated);
        mac.update(body);
        return Arrays.copyOf(mac.doFinal(), NONCE_LENGTH);
    }

    /** HKDF-Expand for one block: 32 bytes. */
    private static byte[] expand(SecretKeySpec pseudoRandomKey, String label, DialogKey key) {
        Mac mac = mac(pseudoRandomKey);
        mac.update(("colloquy dialog " + label).getBytes(StandardCharsets.US_ASCII));
        mac.update(bytes(key.id()));
        mac.update(key.initiator().bytes());
        mac.update(key.target().bytes());
        mac.update((byte) 1);
        return mac.doFinal();
    }

    private static byte[] hmac(SecretKeySpec key, byte[] data) {
        return mac(key).doFinal(data);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = MAC.get();
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 failed", e);
        }
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing", e);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing", e);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
