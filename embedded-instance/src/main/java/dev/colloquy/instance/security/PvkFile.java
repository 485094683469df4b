package dev.colloquy.instance.security;

import dev.colloquy.instance.types.SqlError;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Private keys in PVK format, as BACKUP CERTIFICATE and CERTPRIVATEKEY write them.
 *
 * <pre>
 * offset size field, little endian
 *      0    4 magic      0xB0B5F11E
 *      4    4 reserved   0
 *      8    4 keySpec    1 AT_KEYEXCHANGE
 *     12    4 encrypted  1 if the key is
 *     16    4 saltSize   16, or 0
 *     20    4 keySize
 *     24      salt
 *             BLOBHEADER: type 7, version 2, reserved, algorithm 0xA400; 8 bytes that are never encrypted
 *             RSAPUBKEY "RSA2", bit length, public exponent; modulus, p, q, dP, dQ, qInv, d
 * </pre>
 *
 * The rest is encrypted with RC4 under SHA-1 of salt and password, which protects little: whoever moves such a file
 * keeps it secret.
 */
final class PvkFile {
    private static final int MAGIC = 0xB0B5F11E;
    private static final int AT_KEYEXCHANGE = 1;
    private static final int HEADER_BYTES = 24;
    private static final int SALT_BYTES = 16;
    private static final int BLOB_HEADER_BYTES = 8;
    private static final int PRIVATEKEYBLOB = 0x0207;
    private static final int CALG_RSA_KEYX = 0xA400;
    private static final int RSA2 = 0x32415352;
    private static final int MOST_BITS = 16_384;
    private static final int RC4_KEY_BYTES = 16;
    /** Exporters with weak keys use 40 bits and fill up with zeros. */
    private static final int WEAK_KEY_BYTES = 5;

    private PvkFile() {}

    /**
     * Reads the private key of a certificate.
     *
     * @throws SqlError 15297 if the data is none, 15465 if the password is wrong, 15298 if the key is another's
     */
    static PrivateKey read(PrivateKeyImport key, X509Certificate certificate) {
        PrivateKey read = decode(key);
        RSAPublicKey expected = (RSAPublicKey) certificate.getPublicKey();
        if (!((RSAPrivateCrtKey) read).getModulus().equals(expected.getModulus())) {
            throw SecurityErrors.keyDoesNotMatch();
        }
        return read;
    }

    private static PrivateKey decode(PrivateKeyImport key) {
        ByteBuffer in = ByteBuffer.wrap(key.data()).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < HEADER_BYTES || in.getInt() != MAGIC) {
            throw SecurityErrors.invalidCertificateData();
        }
        boolean encrypted = in.getInt(12) != 0;
        int saltSize = in.getInt(16);
        int keySize = in.getInt(20);
        if (saltSize < 0 || keySize < BLOB_HEADER_BYTES || HEADER_BYTES + (long) saltSize + keySize > in.capacity()) {
            throw SecurityErrors.invalidCertificateData();
        }
        byte[] salt = Arrays.copyOfRange(key.data(), HEADER_BYTES, HEADER_BYTES + saltSize);
        byte[] blob = Arrays.copyOfRange(key.data(), HEADER_BYTES + saltSize, HEADER_BYTES + saltSize + keySize);
        if (!encrypted) {
            return decodeBlob(blob).orElseThrow(SecurityErrors::invalidCertificateData);
        }
        String password = key.decryptionPassword().orElseThrow(SecurityErrors::invalidKeyPassword);
        return decodeBlob(crypt(blob, salt, password, RC4_KEY_BYTES))
                .or(() -> decodeBlob(crypt(blob, salt, password, WEAK_KEY_BYTES)))
                .orElseThrow(SecurityErrors::invalidKeyPassword);
    }

    /** Empty if the bytes are no RSA key, which a wrong password leads to. */
    private static Optional<PrivateKey> decodeBlob(byte[] blob) {
        ByteBuffer in = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < BLOB_HEADER_BYTES + 12 || in.getInt(BLOB_HEADER_BYTES) != RSA2) {
            return Optional.empty();
        }
        in.position(BLOB_HEADER_BYTES + 4);
        int bits = in.getInt();
        int half = bits / 16;
        if (bits <= 0 || bits > MOST_BITS || in.remaining() < 4 + 9 * half) {
            return Optional.empty();
        }
        BigInteger exponent = BigInteger.valueOf(Integer.toUnsignedLong(in.getInt()));
        BigInteger modulus = number(in, 2 * half);
        BigInteger p = number(in, half);
        BigInteger q = number(in, half);
        BigInteger dp = number(in, half);
        BigInteger dq = number(in, half);
        BigInteger coefficient = number(in, half);
        BigInteger d = number(in, 2 * half);
        try {
            return Optional.of(KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(modulus, exponent, d, p, q, dp, dq, coefficient)));
        } catch (GeneralSecurityException e) {
            throw SecurityErrors.invalidCertificateData().causedBy(e);
        }
    }

    private static BigInteger number(ByteBuffer in, int length) {
        byte[] littleEndian = new byte[length];
        in.get(littleEndian);
        return new BigInteger(1, reversed(littleEndian));
    }

    /** Writes a private key, encrypted with the password. */
    static byte[] write(RSAPrivateCrtKey key, String password) {
        byte[] salt = Sealing.random(SALT_BYTES);
        byte[] blob = crypt(encodeBlob(key), salt, password, RC4_KEY_BYTES);
        return ByteBuffer.allocate(HEADER_BYTES + salt.length + blob.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(0)
                .putInt(AT_KEYEXCHANGE)
                .putInt(1)
                .putInt(salt.length)
                .putInt(blob.length)
                .put(salt)
                .put(blob)
                .array();
    }

    private static byte[] encodeBlob(RSAPrivateCrtKey key) {
        int bits = key.getModulus().bitLength();
        int half = bits / 16;
        ByteBuffer out = ByteBuffer.allocate(BLOB_HEADER_BYTES + 12 + 9 * half).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(PRIVATEKEYBLOB).putInt(CALG_RSA_KEYX);
        out.putInt(RSA2).putInt(bits).putInt(key.getPublicExponent().intValueExact());
        out.put(littleEndian(key.getModulus(), 2 * half));
        out.put(littleEndian(key.getPrimeP(), half));
        out.put(littleEndian(key.getPrimeQ(), half));
        out.put(littleEndian(key.getPrimeExponentP(), half));
        out.put(littleEndian(key.getPrimeExponentQ(), half));
        out.put(littleEndian(key.getCrtCoefficient(), half));
        out.put(littleEndian(key.getPrivateExponent(), 2 * half));
        return out.array();
    }

    private static byte[] littleEndian(BigInteger number, int length) {
        byte[] bytes = reversed(number.toByteArray());
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /** RC4 in either direction over all but the header. */
    private static byte[] crypt(byte[] blob, byte[] salt, String password, int keyBytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(salt);
            digest.update(password.getBytes(StandardCharsets.UTF_8));
            byte[] key = Arrays.copyOf(Arrays.copyOf(digest.digest(), keyBytes), RC4_KEY_BYTES);
            Cipher cipher = Cipher.getInstance("RC4");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "RC4"));
            byte[] crypted = Arrays.copyOf(blob, blob.length);
            cipher.doFinal(blob, BLOB_HEADER_BYTES, blob.length - BLOB_HEADER_BYTES, crypted, BLOB_HEADER_BYTES);
            return crypted;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RC4 is not available", e);
        }
    }
}
