package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.ReplyMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A reply as the feed holds it.
 *
 * @param position place in the feed, from 1; without gaps, in the order of commit
 * @param conversationHandle of the initiator's side
 * @param messageSequenceNumber the target's number of the message within the dialog, from 0
 * @param reply the reply; empty if what came is not a reply of the contract
 * @param filedAt when it was filed, by the instance's clock
 */
public record CollectedReply(
        long position,
        UUID conversationHandle,
        long messageSequenceNumber,
        Optional<ReplyMessage> reply,
        Instant filedAt) {}
