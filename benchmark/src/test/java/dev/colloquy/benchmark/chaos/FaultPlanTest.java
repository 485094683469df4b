package dev.colloquy.benchmark.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final int STEPS = 500;

    @Test
    void the_same_seed_gives_the_same_faults_at_the_same_times() {
        assertEquals(steps(7), steps(7));
        assertNotEquals(steps(7), steps(8));
    }

    @Test
    void the_same_seed_asks_the_same_whatever_the_order() {
        List<Task> tasks =
                LongStream.range(1, STEPS).mapToObj(id -> Task.of(7, id)).toList();
        List<Task> again = LongStream.range(1, STEPS)
                .map(id -> STEPS - id)
                .mapToObj(id -> Task.of(7, id))
                .toList();

        assertEquals(Set.copyOf(tasks), Set.copyOf(again));
        assertEquals(Set.of(Kind.values()), tasks.stream().map(Task::kind).collect(Collectors.toSet()));
    }

    @Test
    void a_long_plan_has_every_fault_and_meets_every_part_and_every_link() {
        List<Fault> faults = steps(7).stream().map(FaultPlan.Step::fault).toList();

        assertEquals(
                Set.of(Fault.class.getPermittedSubclasses()),
                faults.stream().map(Fault::getClass).collect(Collectors.toSet()));
        assertEquals(
                Set.of(Part.values()),
                faults.stream()
                        .flatMap(fault -> fault instanceof Fault.Kill kill ? kill.parts().stream() : Stream.empty())
                        .collect(Collectors.toSet()));
        assertEquals(
                Set.of(Link.values()),
                faults.stream()
                        .flatMap(fault -> fault instanceof Fault.Cut cut ? Stream.of(cut.link()) : Stream.empty())
                        .collect(Collectors.toSet()));
    }

    private static List<FaultPlan.Step> steps(long seed) {
        return Stream.generate(new FaultPlan(seed, Duration.ofSeconds(6))::next)
                .limit(STEPS)
                .toList();
    }
}
