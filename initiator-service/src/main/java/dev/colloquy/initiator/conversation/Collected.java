package dev.colloquy.initiator.conversation;

import java.util.List;

/**
 * What one call of the collector has filed.
 *
 * @param outcomes one for each conversation that was open
 * @param replies what was appended to the feed, in its order and without gaps
 */
record Collected(List<Outcome> outcomes, List<CollectedReply> replies) {}
