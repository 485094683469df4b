package dev.colloquy.instance.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What AES-256-GCM and the derivation of keys promise for one dialog. */
class DialogCipherTest {
    private static final UUID CONVERSATION = UUID.fromString("00000000-0000-0000-0000-0000000000c1");
    private static final byte[] ASSOCIATED = "sequence 0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BODY = "a body".getBytes(StandardCharsets.UTF_8);

    private final DialogKey key = key(1, Thumbprint.NONE);
    private final DialogCipher cipher = new DialogCipher(key, CONVERSATION);

    @Test
    void opens_what_it_has_sealed() {
        assertArrayEquals(BODY, cipher.open(true, ASSOCIATED, cipher.seal(true, ASSOCIATED, BODY)));
        assertArrayEquals(new byte[0], cipher.open(false, ASSOCIATED, cipher.seal(false, ASSOCIATED, new byte[0])));
    }

    @Test
    void seals_a_retransmission_to_the_same_bytes() {
        assertArrayEquals(
                cipher.seal(true, ASSOCIATED, BODY), new DialogCipher(key, CONVERSATION).seal(true, ASSOCIATED, BODY));
    }

    @Test
    void never_uses_a_nonce_for_two_different_messages() {
        byte[] otherBody = "another".getBytes(StandardCharsets.UTF_8);
        byte[] first = cipher.seal(true, ASSOCIATED, BODY);
        byte[] second = cipher.seal(true, ASSOCIATED, otherBody);

        assertFalse(Arrays.equals(first, 0, 12, second, 0, 12));
    }

    @Test
    void notices_every_change() {
        byte[] sealed = cipher.seal(true, ASSOCIATED, BODY);

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= (byte) 0x80;
            assertRefused(cipher, true, ASSOCIATED, changed);
        }
        for (int length = 0; length < sealed.length; length++) {
            assertRefused(cipher, true, ASSOCIATED, Arrays.copyOf(sealed, length));
        }
        assertRefused(cipher, true, "sequence 1".getBytes(StandardCharsets.UTF_8), sealed);
    }

    @Test
    void does_not_open_what_was_sealed_for_the_other_direction() {
        assertRefused(cipher, false, ASSOCIATED, cipher.seal(true, ASSOCIATED, BODY));
    }

    @Test
    void does_not_open_what_was_sealed_for_another_conversation() {
        DialogCipher other = new DialogCipher(key, UUID.randomUUID());

        assertRefused(other, true, ASSOCIATED, cipher.seal(true, ASSOCIATED, BODY));
    }

    @Test
    void does_not_open_with_another_secret_or_for_another_certificate() {
        byte[] sealed = cipher.seal(true, ASSOCIATED, BODY);

        assertRefused(new DialogCipher(key(2, Thumbprint.NONE), CONVERSATION), true, ASSOCIATED, sealed);
        Thumbprint other = Thumbprint.of(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
        });
        assertRefused(new DialogCipher(key(1, other), CONVERSATION), true, ASSOCIATED, sealed);
    }

    private static void assertRefused(DialogCipher cipher, boolean fromInitiator, byte[] associated, byte[] sealed) {
        SqlError error = assertThrows(SqlError.class, () -> cipher.open(fromInitiator, associated, sealed));
        assertEquals(28066, error.number());
    }

    private static DialogKey key(int secretByte, Thumbprint initiator) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) secretByte);
        return new DialogKey(new UUID(7, 7), 5, initiator, Thumbprint.NONE, Optional.empty(), secret);
    }
}
