package dev.colloquy.target.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SelectedHandlerTest {
    private final RequestHandler tutorial = new TutorialHandler();
    private final Map<String, Supplier<RequestHandler>> handlers =
            Map.of("tutorial", () -> tutorial, "stock", () -> new StockHandler(null));

    @Test
    void the_handler_of_that_name_is_taken() {
        assertSame(tutorial, SelectedHandler.select("tutorial", handlers));
    }

    @Test
    void an_unknown_name_is_refused_with_those_that_there_are() {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> SelectedHandler.select("stack", handlers));

        assertEquals("colloquy.handler is \"stack\", but the handlers are [stock, tutorial]", refused.getMessage());
    }

    @Test
    void a_rejection_needs_a_positive_code_and_keeps_to_the_length_of_an_error_message() {
        assertThrows(IllegalArgumentException.class, () -> new RequestRejected(0, "zero"));
        assertEquals(
                3000, new RequestRejected(1, "x".repeat(5000)).description().length());
    }
}
