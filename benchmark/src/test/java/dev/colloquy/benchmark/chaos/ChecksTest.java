package dev.colloquy.benchmark.chaos;

import static dev.colloquy.benchmark.chaos.Breach.Sort.DUPLICATED;
import static dev.colloquy.benchmark.chaos.Breach.Sort.LEFT_OVER;
import static dev.colloquy.benchmark.chaos.Breach.Sort.LOST;
import static dev.colloquy.benchmark.chaos.Breach.Sort.MISMATCHED;
import static dev.colloquy.benchmark.chaos.Breach.Sort.REORDERED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each test begins with histories in which every promise was kept, and breaks one. */
class ChecksTest {
    private static final long PLAIN = 1;
    private static final long DIALOG = 2;
    private static final long FAILING = 3;
    private static final long EXPIRING = 4;

    private final List<Account> accounts = new ArrayList<>(List.of(
            account(PLAIN, Kind.PLAIN, 1, "COMPLETED"),
            account(DIALOG, Kind.DIALOG, 3, "COMPLETED"),
            account(FAILING, Kind.FAILING, 1, "FAILED"),
            account(EXPIRING, Kind.EXPIRING, 1, "EXPIRED")));
    private final List<Item> handled = new ArrayList<>(List.of(
            new Item(DIALOG, 1), new Item(PLAIN, 1), new Item(DIALOG, 2), new Item(DIALOG, 3), new Item(EXPIRING, 1)));
    private final List<LedgerRow> ledger = new ArrayList<>(List.of(
            row(PLAIN, "COMPLETED"), row(DIALOG, "COMPLETED"), row(FAILING, "FAILED"), row(EXPIRING, "EXPIRED")));
    private final List<Item> fed =
            new ArrayList<>(List.of(new Item(DIALOG, 1), new Item(PLAIN, 1), new Item(DIALOG, 2), new Item(DIALOG, 3)));
    private final List<Endpoint> endpoints = new ArrayList<>();

    @Test
    void kept_promises_are_no_breach() {
        assertFound();
    }

    @Test
    void a_request_that_was_handled_twice() {
        handled.add(new Item(PLAIN, 1));
        assertFound(DUPLICATED);
    }

    @Test
    void a_request_that_was_handled_twice_before_its_conversation_expired() {
        handled.add(new Item(EXPIRING, 1));
        assertFound(DUPLICATED);
    }

    @Test
    void a_completed_request_that_was_never_handled() {
        handled.remove(new Item(PLAIN, 1));
        assertFound(LOST, MISMATCHED);
    }

    @Test
    void one_request_of_a_dialog_that_was_left_out() {
        handled.remove(new Item(DIALOG, 2));
        accounts.set(1, told(DIALOG, Kind.DIALOG, 3, "COMPLETED", 1, 3));
        assertFound(LOST);
    }

    @Test
    void a_dialog_that_was_handled_in_another_order() {
        handled.remove(new Item(DIALOG, 1));
        handled.add(new Item(DIALOG, 1));
        assertFound(REORDERED);
    }

    @Test
    void replies_in_another_order() {
        accounts.set(1, told(DIALOG, Kind.DIALOG, 3, "COMPLETED", 1, 3, 2));
        assertFound(REORDERED);
    }

    @Test
    void a_reply_that_came_twice() {
        accounts.set(1, told(DIALOG, Kind.DIALOG, 3, "COMPLETED", 1, 2, 2, 3));
        assertFound(DUPLICATED);
    }

    @Test
    void a_reply_to_another_request() {
        Account account = accounts.get(0);
        accounts.set(0, new Account(account.task(), account.handles(), "COMPLETED", List.of(new Item(DIALOG, 1))));
        assertFound(MISMATCHED);
    }

    @Test
    void a_conversation_without_an_outcome() {
        accounts.set(0, told(PLAIN, Kind.PLAIN, 1, ""));
        assertFound(LOST, MISMATCHED);
    }

    @Test
    void a_conversation_that_ended_as_it_must_not() {
        accounts.set(0, told(PLAIN, Kind.PLAIN, 1, "FAILED"));
        ledger.set(0, new LedgerRow("h1", "FAILED", Optional.of(new Item(PLAIN, 1)), Optional.empty()));
        handled.remove(new Item(PLAIN, 1));
        assertFound(LOST);
    }

    @Test
    void an_accepted_conversation_that_the_ledger_does_not_have() {
        ledger.remove(0);
        assertFound(LOST);
    }

    @Test
    void a_conversation_that_was_begun_twice() {
        ledger.add(new LedgerRow("h9", "COMPLETED", Optional.of(new Item(PLAIN, 1)), Optional.of(new Item(PLAIN, 1))));
        assertFound(DUPLICATED, MISMATCHED);
    }

    @Test
    void a_client_that_was_given_two_handles() {
        accounts.set(0, new Account(accounts.get(0).task(), Set.of("h1", "h9"), "COMPLETED", items(PLAIN, 1)));
        assertFound(DUPLICATED);
    }

    @Test
    void an_outcome_that_was_told_otherwise() {
        accounts.set(3, account(EXPIRING, Kind.EXPIRING, 1, "COMPLETED"));
        fed.add(new Item(EXPIRING, 1));
        assertFound(MISMATCHED);
    }

    @Test
    void a_failed_request_that_was_handled() {
        handled.add(new Item(FAILING, 1));
        assertFound(MISMATCHED);
    }

    @Test
    void a_reply_that_the_feed_leaves_out() {
        fed.remove(new Item(PLAIN, 1));
        assertFound(LOST);
    }

    @Test
    void a_reply_that_the_feed_repeats() {
        fed.add(new Item(PLAIN, 1));
        assertFound(DUPLICATED);
    }

    @Test
    void something_that_nobody_asked_for() {
        handled.add(new Item(99, 1));
        assertFound(MISMATCHED);
    }

    @Test
    void an_endpoint_that_is_left_over_on_either_side() {
        endpoints.add(new Endpoint(Owner.INITIATOR, "h1", "id", "CO"));
        assertFound(LEFT_OVER);
        endpoints.set(0, new Endpoint(Owner.TARGET, "t1", "id", "DI"));
        assertFound(LEFT_OVER);
    }

    private void assertFound(Breach.Sort... expected) {
        Set<Breach.Sort> found = new TreeSet<>();
        Checks.of(accounts, new Evidence(handled, ledger, fed, endpoints)).forEach(breach -> found.add(breach.sort()));
        assertEquals(new TreeSet<>(Set.of(expected)), found);
    }

    /** Told all that there is to tell. */
    private static Account account(long id, Kind kind, int messages, String state) {
        boolean answered = state.equals("COMPLETED");
        return told(
                id,
                kind,
                messages,
                state,
                answered ? IntStream.rangeClosed(1, messages).toArray() : new int[0]);
    }

    private static Account told(long id, Kind kind, int messages, String state, int... replies) {
        return new Account(
                new Task(id, kind, messages, Optional.empty(), 0), Set.of("h" + id), state, items(id, replies));
    }

    private static List<Item> items(long id, int... numbers) {
        return IntStream.of(numbers).mapToObj(number -> new Item(id, number)).toList();
    }

    private static LedgerRow row(long id, String state) {
        Item item = new Item(id, 1);
        return new LedgerRow(
                "h" + id, state, Optional.of(item), state.equals("COMPLETED") ? Optional.of(item) : Optional.empty());
    }
}
