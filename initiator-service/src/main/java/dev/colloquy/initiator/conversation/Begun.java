package dev.colloquy.initiator.conversation;

import java.time.Instant;
import java.util.UUID;

/**
 * What the instance tells of a conversation that it has just begun.
 *
 * @param id position in the order of begin
 * @param handle conversation handle of the initiator's side
 * @param at when, by the instance's clock
 */
record Begun(long id, UUID handle, Instant at) {}
