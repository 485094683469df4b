package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.problem.Problem;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConversationProblemTest {

    @Test
    void each_type_is_described_with_its_status_and_in_order() throws Exception {
        assertEquals(
                Arrays.stream(ConversationProblem.values())
                        .map(type -> type.slug() + " " + type.status())
                        .toList(),
                ProblemDocumentation.read().typesUnder("Initiator service"));
    }

    @Test
    void the_example_in_the_documentation_is_what_the_service_writes() throws Exception {
        Problem problem = Problem.of(
                ConversationProblem.UNKNOWN_CONVERSATION, "The ledger holds no conversation with this handle.");

        ObjectMapper json = new ObjectMapper();
        assertEquals(json.readTree(ProblemDocumentation.read().example()), json.valueToTree(problem));
    }
}
