/** Conversations as the initiator keeps them: begun, awaited, collected, filed in the ledger. */
package dev.colloquy.initiator.conversation;
