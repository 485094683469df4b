/** What the initiator adds to conversation hygiene: how its database is called, and retention of its ledger. */
package dev.colloquy.initiator.hygiene;
