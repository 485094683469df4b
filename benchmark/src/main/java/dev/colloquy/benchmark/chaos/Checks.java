package dev.colloquy.benchmark.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what clients were told against what the system shows. */
final class Checks {
    private static final String FAILED = "FAILED";

    private final Map<Long, List<Integer>> handled = new HashMap<>();
    private final Map<Long, List<Integer>> fed = new HashMap<>();
    private final Map<Long, List<LedgerRow>> ledger = new HashMap<>();
    private final Map<String, Long> byHandle = new HashMap<>();
    private final List<Breach> breaches = new ArrayList<>();

    private Checks(Evidence evidence) {
        evidence.handled().forEach(item -> add(handled, item));
        evidence.fed().forEach(item -> add(fed, item));
        for (LedgerRow row : evidence.ledger()) {
            long id = row.request().map(Item::conversation).orElse(0L);
            ledger.computeIfAbsent(id, key -> new ArrayList<>(1)).add(row);
            byHandle.put(row.handle(), id);
        }
    }

    private static void add(Map<Long, List<Integer>> numbers, Item item) {
        numbers.computeIfAbsent(item.conversation(), id -> new ArrayList<>(1)).add(item.number());
    }

    /** Every promise that was not kept; empty if all were. */
    static List<Breach> of(Collection<Account> accounts, Evidence evidence) {
        Checks checks = new Checks(evidence);
        Set<Long> asked = new HashSet<>();
        for (Account account : accounts) {
            asked.add(account.id());
            checks.account(account);
        }
        checks.unasked(asked);
        for (Endpoint endpoint : evidence.endpoints()) {
            checks.found(
                    Breach.Sort.LEFT_OVER, checks.byHandle.getOrDefault(endpoint.handle(), 0L), endpoint.toString());
        }
        return checks.breaches;
    }

    private void found(Breach.Sort sort, long conversation, String what) {
        breaches.add(new Breach(sort, conversation, what));
    }

    private void account(Account account) {
        long id = account.id();
        List<Integer> done = handled.getOrDefault(id, List.of());
        if (account.handles().size() > 1) {
            found(Breach.Sort.DUPLICATED, id, "the client was given several handles: " + account.handles());
        }
        outcome(account);
        row(account);
        sequence(account, done, "handled");
        if (done.size() > 0 && account.state().equals(FAILED)) {
            found(Breach.Sort.MISMATCHED, id, "told that it failed, and handled");
        }
        replies(account);
        sequence(account, fed.getOrDefault(id, List.of()), "fed");
    }

    private void outcome(Account account) {
        if (account.state().isEmpty()) {
            String what =
                    account.handles().isEmpty() ? "never accepted or refused" : "accepted, and without an outcome";
            found(Breach.Sort.LOST, account.id(), what);
        } else if (!account.task().kind().mayEndAs(account.state())) {
            found(Breach.Sort.LOST, account.id(), "a " + account.task().kind() + " one ended as " + account.state());
        }
    }

    private void row(Account account) {
        long id = account.id();
        List<LedgerRow> rows = ledger.getOrDefault(id, List.of());
        if (rows.size() > 1) {
            found(Breach.Sort.DUPLICATED, id, "begun several times: " + rows);
        }
        if (rows.isEmpty() && !account.handles().isEmpty()) {
            found(Breach.Sort.LOST, id, "accepted, and not in the ledger");
        }
        for (LedgerRow row : rows) {
            if (!account.handles().isEmpty() && !account.handles().contains(row.handle())) {
                found(Breach.Sort.MISMATCHED, id, "told " + account.handles() + ", but the ledger has " + row);
            }
            if (!row.state().equals(account.state())) {
                found(Breach.Sort.MISMATCHED, id, "told " + account.state() + ", but the ledger has " + row);
            }
            Optional<Item> reply = account.replies().stream().findFirst();
            if (!account.state().isEmpty() && !row.reply().equals(reply)) {
                found(Breach.Sort.MISMATCHED, id, "told " + reply + ", but the ledger has " + row);
            }
        }
    }

    private void replies(Account account) {
        List<Integer> numbers = new ArrayList<>();
        for (Item reply : account.replies()) {
            numbers.add(reply.number());
            if (reply.conversation() != account.id()) {
                found(Breach.Sort.MISMATCHED, account.id(), "answered by the reply to " + reply);
            }
        }
        sequence(account, numbers, "answered");
        List<Integer> done = handled.getOrDefault(account.id(), List.of());
        if (!done.containsAll(numbers)) {
            found(Breach.Sort.MISMATCHED, account.id(), "answered " + numbers + ", but handled " + done);
        }
    }

    /** What happened to each of the requests, in order. */
    private void sequence(Account account, List<Integer> numbers, String verb) {
        Set<Integer> seen = new HashSet<>();
        int last = 0;
        for (int number : numbers) {
            if (!seen.add(number)) {
                found(Breach.Sort.DUPLICATED, account.id(), verb + " twice: " + number + " of " + numbers);
            } else if (number < last) {
                found(Breach.Sort.REORDERED, account.id(), verb + " in the order " + numbers);
            }
            last = number;
        }
        for (int number = 1; number <= account.task().messages(); number++) {
            if (!seen.contains(number) && account.state().equals(Kind.COMPLETED)) {
                found(Breach.Sort.LOST, account.id(), "completed, and not " + verb + ": " + number);
            }
        }
    }

    private void unasked(Set<Long> asked) {
        for (Map.Entry<Long, List<LedgerRow>> rows : ledger.entrySet()) {
            if (!asked.contains(rows.getKey())) {
                found(Breach.Sort.MISMATCHED, rows.getKey(), "nobody asked for " + rows.getValue());
            }
        }
        for (long id : handled.keySet()) {
            if (!asked.contains(id)) {
                found(Breach.Sort.MISMATCHED, id, "handled, and nobody asked for it");
            }
        }
    }
}
