package dev.colloquy.benchmark.chaos;

import java.util.List;
import java.util.Set;

/**
 * What the client of one conversation was told.
 *
 * @param task what it asked for
 * @param handles every conversation handle that it was given; empty if the conversation was never accepted
 * @param state the last it was told; empty if it never learned the outcome
 * @param replies items that the replies name, in the order of the replies
 */
record Account(Task task, Set<String> handles, String state, List<Item> replies) {
    Account {
        handles = Set.copyOf(handles);
        replies = List.copyOf(replies);
    }

    long id() {
        return task.id();
    }
}
