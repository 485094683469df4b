package dev.colloquy.initiator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.lifecycle.PrintedSetup;
import dev.colloquy.contract.Side;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The command that prints the set-up, with the configuration and the migrations of this service. */
class PrintedSetupTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private OptionalInt run(String... arguments) {
        return PrintedSetup.run(
                Side.INITIATOR,
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_service_that_is_not_asked_to_print_starts() {
        assertEquals(OptionalInt.empty(), run());
        assertEquals("", printed());
    }

    @Test
    void every_migration_of_the_service_is_in_the_script_in_the_order_of_versions() {
        assertEquals(OptionalInt.of(0), run("--print-setup"));

        String script = printed();
        assertTrue(script.contains("CREATE TABLE dbo.conversation\n"), script);
        assertTrue(script.indexOf("V5__hygiene.sql") < script.indexOf("V5_1__conversation_ended.sql"));
        assertTrue(script.indexOf("V9__schema_release.sql") < script.indexOf("R__begin_conversation.sql"));
        assertTrue(script.contains("CREATE QUEUE dbo.[InstInitiatorQueue] WITH STATUS = ON"), script);
    }

    @Test
    void a_part_can_be_had_alone() {
        assertEquals(OptionalInt.of(0), run("--print-setup=trust"));

        assertTrue(printed().contains("bind the peer's service"), printed());
        assertTrue(!printed().contains("CREATE DATABASE"), printed());
    }

    @Test
    void certificates_of_the_peer_that_are_not_there_yet_are_variables() {
        System.setProperty("colloquy.peer.certificates", "/no/such/folder");
        System.setProperty("colloquy.peer.address", "TCP://target.example:4022");
        try {
            assertEquals(OptionalInt.of(0), run("--print-setup"));
        } finally {
            System.clearProperty("colloquy.peer.certificates");
            System.clearProperty("colloquy.peer.address");
        }

        assertTrue(printed().contains("$(PeerDialogCertificate)"), printed());
        assertTrue(errors.toString(StandardCharsets.UTF_8).contains("InstTargetTransportCertificate.cer is missing"));
    }

    @Test
    void another_option_is_refused_in_one_line() {
        assertEquals(OptionalInt.of(2), run("--print-setup=everything"));

        assertEquals("", printed());
        assertEquals(1, errors.toString(StandardCharsets.UTF_8).lines().count());
    }
}
