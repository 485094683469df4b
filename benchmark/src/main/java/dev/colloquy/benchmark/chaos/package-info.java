/**
 * The chaos run: both services and both instances as four processes under load, with a nemesis that kills, pauses, cuts and
 * breaks, and a ledger outside of them that knows what was asked, what clients were told and what was handled. Behind
 * {@code ./chaos}; docs/reliability.md says what it shows. Never shipped.
 */
package dev.colloquy.benchmark.chaos;
