package dev.colloquy.instance.tds.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.tds.packet.Wire;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Login7Test {
    @Test
    void reads_what_the_client_says() {
        Login7 login = Login7.read(Wire.reader(Logins.login(TdsVersion.TDS_7_4, "sä", "gehäim", "db")));

        assertEquals(TdsVersion.TDS_7_4, login.tdsVersion());
        assertEquals(8000, login.packetSize());
        assertEquals("höst", login.hostName());
        assertEquals("sä", login.user());
        assertEquals("gehäim", login.password());
        assertEquals("app", login.applicationName());
        assertEquals("db", login.database());
        assertFalse(login.integrated());
        assertFalse(login.toString().contains("gehäim"));
    }

    @Test
    void empty_texts_may_have_any_offset() {
        byte[] bytes = Logins.login(TdsVersion.TDS_7_4, "sa", "", "");
        bytes[68] = (byte) 0xFF;
        bytes[69] = (byte) 0xFF;
        assertEquals("", Login7.read(Wire.reader(bytes)).database());
    }

    @Test
    void windows_authentication_is_recognized() {
        byte[] bytes = Logins.login(TdsVersion.TDS_7_4, "", "", "");
        bytes[25] |= (byte) 0x80;
        assertTrue(Login7.read(Wire.reader(bytes)).integrated());
    }

    @Test
    void offset_beyond_the_message_is_refused() {
        byte[] bytes = Logins.login(TdsVersion.TDS_7_4, "sa", "x", "");
        bytes[40] = (byte) 0xFF;
        bytes[41] = (byte) 0x7F;
        assertThrows(ProtocolViolation.class, () -> Login7.read(Wire.reader(bytes)));
    }

    @Test
    void truncated_at_every_byte_it_is_refused() {
        byte[] bytes = Logins.login(TdsVersion.TDS_7_4, "sa", "secret", "db");
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(ProtocolViolation.class, () -> Login7.read(Wire.reader(cut)));
        }
    }

    @Test
    void random_changes_never_do_more_than_end_the_connection() {
        Random random = new Random(11);
        byte[] bytes = Logins.login(TdsVersion.TDS_7_4, "sa", "secret", "db");
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = bytes.clone();
            for (int j = 0; j < 4; j++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertTrue(Login7.read(Wire.reader(changed)).user().length() <= 128);
            } catch (ProtocolViolation e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    @Test
    void prelogin_truncated_or_random_is_refused() {
        byte[] bytes = Wire.bytes("00 000B 0006 | 01 0011 0001 | FF | 0D 00 00 00 00 00 | 83");
        assertEquals(
                Prelogin.ENCRYPT_REQUIRED, Prelogin.read(Wire.reader(bytes)).encryption());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(ProtocolViolation.class, () -> Prelogin.read(Wire.reader(cut)));
        }
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            try {
                assertTrue(Prelogin.read(Wire.reader(noise)).encryption() >= 0);
            } catch (ProtocolViolation e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }
}
