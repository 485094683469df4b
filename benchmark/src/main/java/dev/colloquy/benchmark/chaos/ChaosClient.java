package dev.colloquy.benchmark.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** A client that does not give up: it asks with the same key until it knows the outcome, or there is no more time. */
final class ChaosClient {
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "EXPIRED", "ENDED");
    private static final int LONG_WAIT = 5;

    private final InitiatorHttp http;
    private final History history;
    private final Patience patience;
    private final String run;

    /**
     * Makes a client.
     *
     * @param run what tells the keys of this run from those of others
     */
    ChaosClient(InitiatorHttp http, History history, Patience patience, String run) {
        this.http = http;
        this.history = history;
        this.patience = patience;
        this.run = run;
    }

    /** One call, with what to note about it. */
    @FunctionalInterface
    private interface Call {
        InitiatorHttp.Answer send() throws IOException, InterruptedException;
    }

    /**
     * A conversation that was asked for.
     *
     * @param task what it is about
     * @param requests their texts
     * @param handles every conversation handle that the client was given
     * @param answer the last; none if there was no more time
     */
    record Begun(Task task, List<String> requests, Set<String> handles, Optional<InitiatorHttp.Answer> answer) {}

    /** Begins a conversation and makes sure that it was accepted. */
    Begun begin(Task task) throws InterruptedException {
        List<String> requests = task.requests(Instant.now());
        Set<String> handles = new LinkedHashSet<>();
        history.note(
                task.id(),
                task.kind() + " " + requests.get(0)
                        + task.lifetime().map(time -> " within " + time).orElse(""));
        Optional<InitiatorHttp.Answer> answer = insist(
                task,
                "begin",
                () -> http.begin(requests.get(0), task.lifetime(), key(task, 1), task.seconds()),
                handles);
        return new Begun(task, requests, handles, answer);
    }

    /** Sends what there is to send, and learns the outcome. */
    Account finish(Begun begun) throws InterruptedException {
        Task task = begun.task();
        Set<String> handles = begun.handles();
        Optional<InitiatorHttp.Answer> answer = begun.answer();
        if (answer.isEmpty() || answer.get().isRefusal()) {
            return unfinished(task, handles, answer);
        }
        String handle = answer.get().text("handle");
        for (int number = 2; number <= task.messages(); number++) {
            String request = begun.requests().get(number - 1);
            String key = key(task, number);
            Optional<InitiatorHttp.Answer> sent =
                    insist(task, "send " + request, () -> http.send(handle, request, key, task.seconds()), handles);
            if (sent.isEmpty() || sent.get().isRefusal()) {
                break;
            }
        }
        return follow(task, handle, handles, answer.get());
    }

    private static Account unfinished(Task task, Set<String> handles, Optional<InitiatorHttp.Answer> last) {
        return new Account(
                task, handles, last.map(answer -> "HTTP " + answer.status()).orElse(""), List.of());
    }

    private String key(Task task, int number) {
        return run + "-" + new Item(task.id(), number);
    }

    private Account follow(Task task, String handle, Set<String> handles, InitiatorHttp.Answer begun)
            throws InterruptedException {
        InitiatorHttp.Answer last = begun;
        while (!ENDS.contains(last.text("state"))) {
            Optional<InitiatorHttp.Answer> seen =
                    insist(task, "see", () -> http.conversation(handle, LONG_WAIT), handles);
            if (seen.isEmpty() || seen.get().isRefusal()) {
                return unfinished(task, handles, seen);
            }
            last = seen.get();
            // A conversation that has a reply and is still open is shown without a wait.
            if (!ENDS.contains(last.text("state"))) {
                patience.pause(Duration.ofMillis(100));
            }
        }
        return new Account(task, handles, last.text("state"), replies(task, handle, handles, last));
    }

    private List<Item> replies(Task task, String handle, Set<String> handles, InitiatorHttp.Answer last)
            throws InterruptedException {
        List<Item> replies = new ArrayList<>();
        if (task.messages() == 1) {
            Item.in(last.text("reply")).ifPresent(replies::add);
            return replies;
        }
        insist(task, "read", () -> http.messages(handle), handles)
                .ifPresent(read -> read.body().path("messages").forEach(message -> {
                    if (message.path("direction").asText().equals("REPLY")) {
                        Item.in(message.path("text").asText()).ifPresent(replies::add);
                    }
                }));
        return replies;
    }

    /** Calls until there is an answer that another call would not change; none when there is no more time. */
    private Optional<InitiatorHttp.Answer> insist(Task task, String what, Call call, Set<String> handles)
            throws InterruptedException {
        do {
            try {
                InitiatorHttp.Answer answer = call.send();
                history.note(task.id(), what + " -> " + answer);
                if (!answer.text("handle").isEmpty()) {
                    handles.add(answer.text("handle"));
                }
                if (answer.isSuccess() || answer.isRefusal()) {
                    return Optional.of(answer);
                }
            } catch (IOException e) {
                history.note(task.id(), what + " -> " + e);
            }
        } while (patience.pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(50, 300))));
        return Optional.empty();
    }
}
