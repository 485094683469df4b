package dev.colloquy.initiator.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.initiator.conversation.FakeReplyFeed;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplyStreamTest {
    private static final UUID HANDLE = UUID.randomUUID();

    private final FakeReplyFeed feed = new FakeReplyFeed();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ReplyStreams streams = new ReplyStreams(feed, new TestHttpConfig(), workers);

    @AfterEach
    void stopWorkers() {
        workers.shutdownNow();
    }

    @Test
    void replies_come_in_order_those_that_were_there_and_those_that_follow() {
        IntStream.range(0, 120).forEach(i -> feed.file(HANDLE, "old " + i));
        Client client = follow(0);
        client.subscription.request(Long.MAX_VALUE);
        await().until(() -> client.ids().size() == 120);

        feed.file(HANDLE, "new");

        await().until(() -> client.ids().size() == 121);
        assertEquals(
                IntStream.rangeClosed(1, 121)
                        .mapToObj(position -> new ReplyCursor(position).encoded())
                        .toList(),
                client.ids());
    }

    @Test
    void no_page_is_read_before_the_last_one_is_sent() {
        IntStream.range(0, 3 * ReplyStream.PAGE).forEach(i -> feed.file(HANDLE, "reply"));
        Client client = follow(0);

        client.subscription.request(ReplyStream.PAGE);

        await().until(() -> client.events.size() == ReplyStream.PAGE);
        assertEquals(1, feed.reads());
        client.subscription.request(2);
        await().until(() -> client.events.size() == ReplyStream.PAGE + 2);
        assertEquals(2, feed.reads());
    }

    @Test
    void a_client_that_has_nothing_to_read_gets_comments() {
        Client client = follow(0);

        client.subscription.request(3);

        await().until(() -> {
            feed.endWaits();
            return client.events.size() == 3;
        });
        assertTrue(client.events.stream().allMatch(event -> event.getComment() != null && event.getData() == null));
    }

    @Test
    void nothing_is_kept_for_a_client_that_goes_away() {
        Client client = follow(0);
        client.subscription.request(2);
        await().until(() -> feed.waiting() == 1);

        client.subscription.cancel();

        assertEquals(0, feed.waiting());
        assertEquals(0, streams.open());
        assertFalse(client.completed);
    }

    @Test
    void a_stream_outlives_an_instance_that_is_gone_for_a_while() {
        Client client = follow(0);
        feed.instanceUnavailable("gone");
        client.subscription.request(Long.MAX_VALUE);
        await().until(() -> client.events.size() > 2);

        feed.reset();
        feed.file(HANDLE, "back");

        await().until(() -> client.ids().size() == 1);
        assertFalse(client.completed);
    }

    @Test
    void streams_end_when_the_service_stops_and_none_begins() {
        Client waiting = follow(0);
        waiting.subscription.request(2);
        Client slow = follow(0);
        await().until(() -> feed.waiting() == 1);

        streams.stop();

        assertTrue(waiting.completed);
        assertTrue(slow.completed);
        assertEquals(0, streams.open());
        assertThrows(Overloaded.class, () -> follow(0));
    }

    @Test
    void as_many_as_are_allowed_follow_at_once() {
        follow(0);
        Client second = follow(0);

        assertThrows(Overloaded.class, () -> follow(0));

        second.subscription.cancel();
        follow(0);
    }

    private Client follow(long after) {
        Client client = new Client();
        streams.after(new ReplyCursor(after), new SseImpl()).subscribe().withSubscriber(client);
        return client;
    }

    private static final class Client implements Flow.Subscriber<OutboundSseEvent> {
        private final List<OutboundSseEvent> events = new CopyOnWriteArrayList<>();
        private volatile Flow.Subscription subscription;
        private volatile boolean completed;

        List<String> ids() {
            return events.stream()
                    .map(OutboundSseEvent::getId)
                    .filter(Objects::nonNull)
                    .toList();
        }

        @Override
        public void onSubscribe(Flow.Subscription granted) {
            subscription = granted;
        }

        @Override
        public void onNext(OutboundSseEvent event) {
            events.add(event);
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}
