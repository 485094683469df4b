package dev.colloquy.target.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentRequestsTest {
    @Test
    void the_last_hundred_are_kept_newest_first() {
        RecentRequests recent = new RecentRequests();
        for (int i = 1; i <= 150; i++) {
            recent.add(new AnsweredRequest(
                    new UUID(0, i), Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Outcome.REPLIED, 1));
        }

        List<AnsweredRequest> list = recent.list();

        assertEquals(100, list.size());
        assertEquals(new UUID(0, 150), list.get(0).conversationHandle());
        assertEquals(new UUID(0, 51), list.get(99).conversationHandle());
    }
}
