package dev.colloquy.benchmark.system;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {
    @Test
    void cpu_and_memory_of_this_process_are_read() throws Exception {
        ProcessTree tree = new ProcessTree(ProcessHandle.current());

        assertTrue(tree.cpu().toMillis() > 0);
        assertTrue(tree.residentKibibytes() > 0);
    }

    @Test
    void children_count_while_they_run() throws Exception {
        ProcessTree alone = new ProcessTree(ProcessHandle.current());
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            assertTrue(alone.residentKibibytes() > new ProcessTree(child.toHandle()).residentKibibytes());
            assertTrue(new ProcessTree(child.toHandle()).residentKibibytes() >= 0);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_process_that_has_ended_is_an_error() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThrows(IOException.class, new ProcessTree(ended.toHandle())::cpu);
    }
}
