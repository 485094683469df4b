package dev.colloquy.benchmark.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that reads the feed of replies from its beginning, going on from its cursor after every failure. */
final class FeedFollower implements AutoCloseable {
    private static final int WAIT = 2;

    private final InitiatorHttp http;
    private final Patience patience;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<List<Item>> items;
    private volatile boolean finishing;

    private FeedFollower(InitiatorHttp http, Patience patience) {
        this.http = http;
        this.patience = patience;
    }

    /** Follows the feed until told to finish, or until the time is over. */
    static FeedFollower start(InitiatorHttp http, Patience patience) {
        FeedFollower follower = new FeedFollower(http, patience);
        follower.items = follower.thread.submit(follower::follow);
        return follower;
    }

    /** Reads to the end of the feed; what the replies name, in their order. */
    List<Item> finish(Duration limit) throws InterruptedException, ExecutionException, TimeoutException {
        finishing = true;
        return items.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<Item> follow() throws InterruptedException {
        List<Item> items = new ArrayList<>();
        String cursor = "";
        boolean atEnd = false;
        while (!atEnd && !patience.isOver()) {
            boolean last = finishing;
            Optional<JsonNode> page = read(cursor);
            if (page.isEmpty()) {
                patience.pause(Duration.ofMillis(200));
                continue;
            }
            JsonNode replies = page.get().path("replies");
            replies.forEach(reply -> Item.in(reply.path("reply").asText()).ifPresent(items::add));
            cursor = page.get().path("next").asText();
            atEnd = last && replies.isEmpty();
        }
        return items;
    }

    private Optional<JsonNode> read(String cursor) throws InterruptedException {
        try {
            InitiatorHttp.Answer answer = http.replies(cursor, WAIT);
            return answer.isSuccess() ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            // The initiator cannot be reached just now, as is the purpose of the run; the cursor stays.
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
