package dev.colloquy.benchmark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HttpPlanTest {
    @Test
    void the_warm_up_is_as_long_as_it_says_and_ends_with_many_clients() {
        int conversations = HttpPlan.WHOLE.warmUpSteps().stream()
                .mapToInt(step -> step.clients() * step.conversationsEach())
                .sum();

        assertEquals(HttpPlan.WHOLE.warmUp(), conversations, HttpPlan.WHOLE.warmUp() / 100);
        assertEquals(64, HttpPlan.WHOLE.warmUpSteps().get(3).clients());
    }
}
