package dev.colloquy.instance.tds;

import static dev.colloquy.instance.tds.TdsServerExtension.isClosed;
import static dev.colloquy.instance.tds.TdsServerExtension.readMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.tds.packet.Wire;
import dev.colloquy.instance.tds.token.Logins;
import dev.colloquy.instance.types.SqlType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that no driver is: byte by byte, broken or silent. */
@Timeout(60)
class RawClientTest {
    private static final String HEADERS = "16000000 12000000 0200 0000000000000000 01000000";
    private static final String DONE = "FD 00 00 00 00 00 00 00 00 00 00 00 00";
    private static final String CUT = "FD 02 00 00 00 00 00 00 00 00 00 00 00";
    private static final String ATTENTION = "06 01 0008 0000 01 00";
    private static final String ACKNOWLEDGED = "FD 20 00 00 00 00 00 00 00 00 00 00 00";

    @RegisterExtension
    final TdsServerExtension tds =
            new TdsServerExtension(new TdsLimits(TdsLimits.DEFAULT.requestBytes(), 5, Duration.ofSeconds(2)));

    private static void send(Socket socket, int type, int status, byte[] payload) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        packet.write(status);
        packet.write((payload.length + 8) >> 8);
        packet.write(payload.length + 8);
        packet.writeBytes(new byte[] {0, 0, 1, 0});
        packet.writeBytes(payload);
        socket.getOutputStream().write(packet.toByteArray());
    }

    private static void send(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(Wire.bytes(hex));
    }

    private static void sendBatch(Socket socket, int status, String text) throws IOException {
        byte[] utf16 = text.getBytes(StandardCharsets.UTF_16LE);
        send(socket, 1, status, Wire.bytes(HEADERS + Wire.hex(utf16)));
    }

    private static String response(Socket socket) throws IOException {
        return Wire.hex(readMessage(socket));
    }

    /** Logs in without PRELOGIN, in clear. */
    private Socket session() throws IOException {
        Socket socket = tds.socket();
        send(socket, 0x10, 1, Logins.login(0x74000004, "sa", FakeSessions.PASSWORD, ""));
        String answer = response(socket);
        assertTrue(answer.startsWith("E3") && answer.endsWith(Wire.plain(DONE)), answer);
        return socket;
    }

    private void assertServes() throws IOException {
        try (Socket socket = session()) {
            sendBatch(socket, 1, "select 1");
            assertTrue(
                    response(socket).endsWith(Wire.plain("D1 04 01000000 | FD 10 00 C1 00 01 00 00 00 00 00 00 00")));
        }
    }

    @Test
    void login_answer_comes_in_the_order_that_drivers_expect() throws IOException {
        try (Socket socket = tds.socket()) {
            send(socket, 0x10, 1, Logins.login(0x74000004, "sa", FakeSessions.PASSWORD, ""));
            String answer = response(socket);
            int last = -1;
            for (String token :
                    new String[] {"E31B0001", "AB", "E308000705", "E3", "AB", "AD320001 74000004", "E3130004", "FD"}) {
                int at = answer.indexOf(Wire.plain(token), last + 1);
                assertTrue(at > last, token + " in " + answer);
                last = at;
            }
        }
    }

    @Test
    void empty_batch_is_answered_by_one_done() throws IOException {
        tds.sessions.scripts.put("", (response, cancellation) -> {});
        try (Socket socket = session()) {
            sendBatch(socket, 1, "");
            assertEquals(Wire.plain(DONE), response(socket));
        }
    }

    @Test
    void batch_that_the_client_gave_up_is_not_executed() throws IOException {
        try (Socket socket = session()) {
            sendBatch(socket, 0, "select");
            send(socket, "01 03 0008 0000 02 00");
            assertEquals(Wire.plain(CUT), response(socket));
            assertTrue(tds.sessions.log.isEmpty());
        }
    }

    @Test
    void attention_while_nothing_runs_is_acknowledged_only() throws IOException {
        try (Socket socket = session()) {
            send(socket, ATTENTION);
            assertEquals(Wire.plain(ACKNOWLEDGED), response(socket));
        }
    }

    @Test
    void attention_sent_together_with_its_request_cancels_it() throws IOException {
        try (Socket socket = session()) {
            byte[] utf16 = "wait".getBytes(StandardCharsets.UTF_16LE);
            send(socket, "01 01 0026 0000 01 00" + HEADERS + Wire.hex(utf16) + ATTENTION);
            assertEquals(Wire.plain(CUT), response(socket));
            assertEquals(Wire.plain(ACKNOWLEDGED), response(socket));
            sendBatch(socket, 1, "select 1");
            assertTrue(response(socket).startsWith("81"));
        }
    }

    @Test
    void reset_comes_before_the_request_that_carries_it() throws IOException {
        try (Socket socket = session()) {
            sendBatch(socket, 9, "select 1");
            assertTrue(response(socket).startsWith(Wire.plain("E3 03 00 12 00 00 | 81")));
            sendBatch(socket, 0x11, "select 1");
            assertTrue(response(socket).startsWith(Wire.plain("E3 03 00 12 00 00 | 81")));
            assertEquals("[reset false, select 1, reset true, select 1]", tds.sessions.log.toString());
        }
    }

    @Test
    void transaction_manager_requests_are_answered_by_their_environment_change() throws IOException {
        try (Socket socket = session()) {
            String began = "E3 0B 00 08 08 01 00 00 00 00 00 00 00 00";
            send(socket, 0x0E, 1, Wire.bytes(HEADERS + "0500 02 00"));
            assertEquals(Wire.plain(began + DONE), response(socket));
            send(socket, 0x0E, 1, Wire.bytes(HEADERS + "0900 02 7300"));
            assertEquals(Wire.plain(DONE), response(socket));
            assertTrue(tds.sessions.log.contains("save s"));
            send(socket, 0x0E, 1, Wire.bytes(HEADERS + "0700 00 01 04 00"));
            assertEquals(Wire.plain("E3 0B 00 09 00 08 01 00 00 00 00 00 00 00" + began + DONE), response(socket));
            send(socket, 0x0E, 1, Wire.bytes(HEADERS + "0800 00 00"));
            assertEquals(Wire.plain("E3 0B 00 0A 00 08 01 00 00 00 00 00 00 00" + DONE), response(socket));
            send(socket, 0x0E, 1, Wire.bytes(HEADERS + "0000 0000"));
            assertTrue(response(socket).startsWith("AA"));
        }
    }

    @Test
    void bulk_load_is_refused_and_the_session_goes_on() throws IOException {
        try (Socket socket = session()) {
            send(socket, 7, 1, Wire.bytes("81 0000 FD" + "00".repeat(12)));
            assertTrue(response(socket).endsWith(Wire.plain(CUT)));
            sendBatch(socket, 1, "select 1");
            assertTrue(response(socket).startsWith("81"));
        }
    }

    @Test
    void output_parameters_follow_the_return_status() throws IOException {
        try (Socket socket = session()) {
            send(
                    socket,
                    3,
                    1,
                    Wire.bytes(HEADERS + "0100 7000 0000 | 00 00 26 04 04 01000000 | 02 4000 6F00 01 26 04 00"));
            assertTrue(response(socket).contains(Wire.plain("79 00000000 AC 0100 02 4000 6F00 01 00000000 0000 E7")));
        }
    }

    @Test
    void old_client_is_told_why_and_closed() throws IOException {
        try (Socket socket = tds.socket()) {
            send(socket, 0x10, 1, Logins.login(0x71000001, "sa", FakeSessions.PASSWORD, ""));
            String answer = response(socket);
            assertTrue(answer.startsWith("AA") && answer.endsWith(Wire.plain("FD 02 00 00 00 00 00 00 00")), answer);
            assertTrue(isClosed(socket));
        }
    }

    @Test
    void windows_login_is_refused_by18452() throws IOException {
        try (Socket socket = tds.socket()) {
            byte[] login = Logins.login(0x74000004, "", "", "");
            login[25] |= (byte) 0x80;
            send(socket, 0x10, 1, login);
            assertEquals("1448", response(socket).substring(6, 10));
            assertTrue(isClosed(socket));
        }
    }

    @Test
    void garbage_ends_only_its_own_connection() throws IOException {
        Random random = new Random(17);
        for (int i = 0; i < 200; i++) {
            try (Socket socket = tds.socket()) {
                byte[] noise = new byte[1 + random.nextInt(200)];
                random.nextBytes(noise);
                noise[0] = (byte) (i % 32);
                socket.getOutputStream().write(noise);
                socket.shutdownOutput();
                assertTrue(isClosed(socket));
            }
        }
        assertServes();
    }

    @Test
    void garbage_inside_a_session_ends_only_this_session() throws IOException {
        Random random = new Random(18);
        for (int i = 0; i < 100; i++) {
            try (Socket socket = session()) {
                byte[] noise = new byte[random.nextInt(100)];
                random.nextBytes(noise);
                send(socket, i % 2 == 0 ? 3 : 1, 1, noise);
                socket.shutdownOutput();
                assertTrue(isClosed(socket));
            }
        }
        Awaitility.await().until(() -> tds.sessions.open.get() == 0);
        assertServes();
    }

    @Test
    void half_a_prelogin_is_closed_when_the_login_time_is_over() throws IOException {
        try (Socket socket = tds.socket()) {
            send(socket, "12 01 002F 0000 01 00 00 001A");
            assertTrue(isClosed(socket));
        }
        assertServes();
    }

    @Test
    void silent_connection_is_closed_when_the_login_time_is_over() throws IOException {
        try (Socket socket = tds.socket()) {
            assertTrue(isClosed(socket));
        }
    }

    @Test
    void connections_beyond_the_limit_are_closed_at_once() throws IOException {
        Socket[] sockets = new Socket[5];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = session();
        }
        try (Socket sixth = tds.socket()) {
            assertTrue(isClosed(sixth));
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        Awaitility.await().until(() -> tds.sessions.open.get() == 0);
        assertServes();
    }

    @Test
    void request_is_read_wherever_the_network_cuts_it() throws IOException {
        tds.sessions.scripts.put("ab", (response, cancellation) -> FakeSessions.rows(response, SqlType.INT, 1));
        try (Socket socket = session()) {
            byte[] utf16 = "ab".getBytes(StandardCharsets.UTF_16LE);
            byte[] packet = Wire.bytes("01 01 0022 0000 01 00" + HEADERS + Wire.hex(utf16));
            for (byte b : packet) {
                socket.getOutputStream().write(b);
            }
            assertTrue(response(socket).startsWith("81"));
        }
    }
}
