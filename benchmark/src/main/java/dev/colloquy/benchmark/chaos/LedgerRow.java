package dev.colloquy.benchmark.chaos;

import java.util.Optional;

/**
 * A conversation in the initiator's ledger.
 *
 * @param handle conversation handle, lower case
 * @param state as the service names it
 * @param request what the first request asked for, if that can be read
 * @param reply what the first reply names
 */
record LedgerRow(String handle, String state, Optional<Item> request, Optional<Item> reply) {}
