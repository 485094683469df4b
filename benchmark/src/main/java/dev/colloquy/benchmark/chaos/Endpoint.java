package dev.colloquy.benchmark.chaos;

/**
 * One side of a conversation that has not ended.
 *
 * @param owner whose
 * @param handle conversation handle on that side, lower case
 * @param conversationId the same on both sides
 * @param state two letters
 */
record Endpoint(Owner owner, String handle, String conversationId, String state) {}
