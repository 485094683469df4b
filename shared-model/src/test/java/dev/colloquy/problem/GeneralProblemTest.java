package dev.colloquy.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GeneralProblemTest {

    @Test
    void each_type_is_described_with_its_status_and_in_order() throws Exception {
        assertEquals(
                Arrays.stream(GeneralProblem.values())
                        .map(type -> type.slug() + " " + type.status())
                        .toList(),
                ProblemDocumentation.read().typesUnder("Either service"));
    }

    @Test
    void a_uri_stays_as_it_is() {
        assertEquals("https://colloquy.dev/problems/malformed-request", GeneralProblem.MALFORMED_REQUEST.uri());
    }

    @Test
    void a_bare_status_means_the_general_type() {
        assertEquals(Optional.of(GeneralProblem.MALFORMED_REQUEST), GeneralProblem.ofStatus(400));
        assertEquals(Optional.of(GeneralProblem.NOT_FOUND), GeneralProblem.ofStatus(404));
        assertEquals(Optional.empty(), GeneralProblem.ofStatus(418));
    }

    @Test
    void a_status_without_a_type_says_it_all() {
        assertEquals(new Problem("about:blank", "Conflict", 409, null, null, null, Map.of()), Problem.ofStatus(409));
        assertEquals("Status 499", Problem.ofStatus(499).title());
    }

    @Test
    void members_beyond_those_of_every_problem_stand_beside_them() throws Exception {
        Problem problem = Problem.of(GeneralProblem.NOT_FOUND, null).with("state", "ENDED");

        assertEquals(
                "{\"type\":\"https://colloquy.dev/problems/not-found\",\"title\":\"There is no such resource\","
                        + "\"status\":404,\"state\":\"ENDED\"}",
                new ObjectMapper().writeValueAsString(problem));
    }
}
