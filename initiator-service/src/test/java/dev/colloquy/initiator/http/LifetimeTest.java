package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.Problem;
import dev.colloquy.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {
    private static final Duration LONGEST = Duration.ofDays(1);

    @ParameterizedTest
    @ValueSource(strings = {"PT30M", "pt30m", "P0DT0H30M", "PT1800S", "1800", "0001800", "PT1H-30M"})
    void half_an_hour_is_read_from(String text) {
        Optional<Duration> halfAnHour = Optional.of(Duration.ofMinutes(30));

        assertEquals(halfAnHour, Lifetime.of(text, null, LONGEST));
        assertEquals(halfAnHour, Lifetime.of(null, text, LONGEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "PT0S",
                "-1",
                "-PT5S",
                "PT1.5S",
                "1.5",
                "PT24H1S",
                "86401",
                "999999999999999999",
                "P1M",
                "soon",
                "1e3",
                "PT99999999999999999999S"
            })
    void everything_else_is_no_lifetime(String text) {
        ProblemException member = assertThrows(ProblemException.class, () -> Lifetime.of(text, null, LONGEST));
        ProblemException parameter = assertThrows(ProblemException.class, () -> Lifetime.of(null, text, LONGEST));

        assertEquals(
                List.of(new Problem.Violation(
                        "lifetime", "must be a duration such as PT30M, or a number of seconds, from PT1S to PT24H")),
                member.problem().violations());
        assertEquals(GeneralProblem.INVALID_PARAMETER.uri(), parameter.problem().type());
    }

    @Test
    void one_place_is_enough() {
        assertThrows(ProblemException.class, () -> Lifetime.of("PT1S", "PT1S", LONGEST));
        assertEquals(Optional.empty(), Lifetime.of(null, null, LONGEST));
    }
}
