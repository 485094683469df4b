package dev.colloquy.initiator.conversation;

import java.util.UUID;

/**
 * That a conversation has got a reply or has ended without one, whichever process has collected it.
 *
 * @param handle conversation handle of the initiator's side
 * @param position of the reply in the feed; 0 for an ending
 * @param endingPosition of the ending, in the order of commit; 0 for a reply
 */
record FeedChange(UUID handle, long position, long endingPosition) {}
