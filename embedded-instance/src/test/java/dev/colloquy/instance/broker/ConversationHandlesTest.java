package dev.colloquy.instance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** New conversation handles. */
class ConversationHandlesTest {
    private static final int MANY = 20_000;

    @Test
    void each_sorts_after_the_one_before() {
        ConversationHandles handles = new ConversationHandles();
        UUID last = handles.next();
        for (int i = 0; i < MANY; i++) {
            UUID next = handles.next();
            assertTrue(next.toString().compareTo(last.toString()) > 0, next + " after " + last);
            last = next;
        }
    }

    @Test
    void two_instances_do_not_make_the_same_one() {
        ConversationHandles one = new ConversationHandles();
        ConversationHandles other = new ConversationHandles();
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            all.add(one.next());
            all.add(other.next());
        }
        assertEquals(2 * MANY, all.size());
    }
}
