package dev.colloquy.container;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.EmbeddedInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginCheckTest {
    private static final String PASSWORD = "Correct-Horse-1";

    @TempDir
    Path folder;

    @Test
    void an_instance_that_lets_sa_in_is_healthy() throws Exception {
        try (EmbeddedInstance instance = start()) {
            assertDoesNotThrow(() -> LoginCheck.logIn(instance.port(), "sa", PASSWORD));
        }
    }

    @Test
    void a_refused_login_is_told_as_the_instance_tells_it() throws Exception {
        try (EmbeddedInstance instance = start()) {
            IOException refused =
                    assertThrows(IOException.class, () -> LoginCheck.logIn(instance.port(), "sa", "Wrong-Horse-1"));

            assertEquals("error 18456: Login failed for user 'sa'.", refused.getMessage());
        }
    }

    @Test
    void something_else_that_listens_is_not_taken_for_an_instance() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread other = new Thread(() -> Answering.once(listener, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            other.start();

            assertThrows(IOException.class, () -> LoginCheck.logIn(listener.getLocalPort(), "sa", PASSWORD));
            other.join();
        }
    }

    @Test
    void nothing_that_listens_is_no_instance() throws Exception {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listener.getLocalPort();
        }

        IOException refused = assertThrows(IOException.class, () -> LoginCheck.logIn(port, "sa", PASSWORD));
        assertTrue(refused.getMessage().contains("refused"), refused.getMessage());
    }

    private EmbeddedInstance start() throws Exception {
        return EmbeddedInstance.builder()
                .port(0)
                .directory(folder.resolve("data"))
                .saPassword(PASSWORD)
                .start();
    }
}
