package dev.colloquy.benchmark.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private ServiceSettings settings;

    @BeforeEach
    void packageService() throws IOException {
        FakeService.packageIn(folder);
        settings = ServiceSettings.of("fake", folder, folder, ServicePorts.free());
    }

    @Test
    void a_service_is_ready_when_it_says_so() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(settings.with("fake.status", 200))) {
            Duration time = service.awaitReady(PATIENCE);

            assertTrue(time.compareTo(PATIENCE) < 0);
            assertTrue(service.isReady());
        }
    }

    @Test
    void a_service_that_ends_instead_fails_with_what_it_has_said() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(settings.with("fake.status", 0))) {
            IOException failure = assertThrows(IOException.class, () -> service.awaitReady(PATIENCE));

            assertTrue(failure.getMessage().startsWith("fake-service ended with exit code 3"), failure::getMessage);
            assertTrue(failure.getMessage().endsWith("no instance to be had"), failure::getMessage);
        }
    }

    @Test
    void a_service_that_never_gets_ready_fails_when_the_time_is_over() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(settings.with("fake.status", 503))) {
            IOException failure = assertThrows(IOException.class, () -> service.awaitReady(Duration.ofSeconds(1)));

            assertTrue(failure.getMessage().contains("is not ready after 1 s"), failure::getMessage);
            assertTrue(service.isAlive());
        }
    }

    @Test
    void a_service_can_be_killed_stopped_and_started_again() throws Exception {
        ServiceSettings ready = settings.with("fake.status", 200);
        try (ServiceProcess killed = ServiceProcess.start(ready)) {
            killed.awaitReady(PATIENCE);
            killed.kill();
            assertFalse(killed.isAlive());
        }
        try (ServiceProcess stopped = ServiceProcess.start(ready)) {
            stopped.awaitReady(PATIENCE);
            assertTrue(stopped.stop());
            assertFalse(stopped.isReady());
        }
    }

    @Test
    void a_service_that_is_not_packaged_is_named() throws Exception {
        Files.delete(settings.jar());

        IOException failure = assertThrows(IOException.class, () -> ServiceProcess.start(settings));

        assertTrue(failure.getMessage().contains("quarkus-run.jar is not there"), failure::getMessage);
    }

    @Test
    void free_ports_are_given_once() throws Exception {
        ServicePorts one = ServicePorts.free();
        ServicePorts other = ServicePorts.free();

        assertEquals(
                8,
                IntStream.of(
                                one.http(),
                                one.management(),
                                one.tds(),
                                one.endpoint(),
                                other.http(),
                                other.management(),
                                other.tds(),
                                other.endpoint())
                        .distinct()
                        .count());
    }
}
