package dev.colloquy.benchmark.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What has become of the conversations, and of those whose promise was not kept everything that is known. */
final class Verdict {
    private static final int SHOWN = 5;
    private static final int LISTED = 50;

    private final Collection<Account> accounts;
    private final Evidence evidence;
    private final History history;
    private final List<Breach> breaches;

    Verdict(Collection<Account> accounts, Evidence evidence, History history) {
        this.accounts = accounts;
        this.evidence = evidence;
        this.history = history;
        this.breaches = Checks.of(accounts, evidence);
    }

    int conversations() {
        return accounts.size();
    }

    List<Breach> breaches() {
        return breaches;
    }

    /** In one line. */
    String summary() {
        Map<String, Integer> told = new TreeMap<>();
        accounts.forEach(account -> told.merge(account.state(), 1, Integer::sum));
        return String.format(
                Locale.ROOT,
                "told: %s; handled: %,d requests; in the feed: %,d replies",
                told,
                evidence.handled().size(),
                evidence.fed().size());
    }

    /** Shows the breaches, and of the first few conversations what was asked, told, done to the system and handled. */
    void show(PrintStream out) throws IOException {
        Set<Long> shown = new LinkedHashSet<>();
        for (Breach breach : breaches.subList(0, Math.min(LISTED, breaches.size()))) {
            out.println(breach);
            if (shown.size() < SHOWN) {
                shown.add(breach.conversation());
            }
        }
        for (long conversation : shown) {
            out.println();
            out.println("c" + conversation);
            show(conversation, out);
        }
    }

    private void show(long conversation, PrintStream out) throws IOException {
        history.of(conversation).forEach(line -> out.println("    " + line));
        List<LedgerRow> rows = evidence.ledger().stream()
                .filter(row -> row.request().map(Item::conversation).equals(Optional.of(conversation)))
                .toList();
        out.println("    ledger: " + rows);
        out.println("    handled: " + of(conversation, evidence.handled()));
        out.println("    in the feed: " + of(conversation, evidence.fed()));
        out.println("    endpoints: "
                + evidence.endpoints().stream()
                        .filter(endpoint ->
                                rows.stream().anyMatch(row -> row.handle().equals(endpoint.handle())))
                        .toList());
    }

    private static List<Item> of(long conversation, List<Item> items) {
        return items.stream()
                .filter(item -> item.conversation() == conversation)
                .toList();
    }
}
