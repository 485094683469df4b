package dev.colloquy.benchmark.chaos;

import java.util.List;

/**
 * What the system itself shows in the end.
 *
 * @param handled what was handled, in order
 * @param ledger the initiator's ledger
 * @param fed what the replies of the feed name, in its order
 * @param endpoints of conversations that have not ended
 */
record Evidence(List<Item> handled, List<LedgerRow> ledger, List<Item> fed, List<Endpoint> endpoints) {
    Evidence {
        handled = List.copyOf(handled);
        ledger = List.copyOf(ledger);
        fed = List.copyOf(fed);
        endpoints = List.copyOf(endpoints);
    }
}
