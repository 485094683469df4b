package dev.colloquy.instance.broker;

import java.util.UUID;

/**
 * What changes in the life of a conversation endpoint, as one value.
 *
 * @param sendSequence    next number to send
 * @param receiveSequence next number expected
 * @param endSequence     number of the EndDialog or Error sent, -1 if none
 * @param farBroker       broker instance of the far side; null until named or learned
 * @param purgeAt         when the row of a closed target goes, epoch milliseconds; 0 before
 * @param keyId           key exchange; null: not encrypted
 * @param timerAt         when the conversation timer is due, epoch milliseconds; 0: none runs
 */
record Progress(
        DialogState state,
        long sendSequence,
        long receiveSequence,
        long endSequence,
        UUID farBroker,
        long purgeAt,
        UUID keyId,
        long timerAt) {

    Progress withState(DialogState next) {
        return new Progress(next, sendSequence, receiveSequence, endSequence, farBroker, purgeAt, keyId, timerAt);
    }

    Progress closed(long purge) {
        return new Progress(DialogState.CLOSED, sendSequence, receiveSequence, endSequence, farBroker, purge, keyId, 0);
    }

    Progress sent(boolean end) {
        return new Progress(
                state,
                sendSequence + 1,
                receiveSequence,
                end ? sendSequence : endSequence,
                farBroker,
                purgeAt,
                keyId,
                timerAt);
    }

    Progress received(long sequence, DialogState next) {
        return new Progress(next, sendSequence, sequence + 1, endSequence, farBroker, purgeAt, keyId, timerAt);
    }

    Progress withFarBroker(UUID broker) {
        return new Progress(state, sendSequence, receiveSequence, endSequence, broker, purgeAt, keyId, timerAt);
    }

    Progress withKey(UUID key) {
        return new Progress(state, sendSequence, receiveSequence, endSequence, farBroker, purgeAt, key, timerAt);
    }

    Progress withTimer(long due) {
        return new Progress(state, sendSequence, receiveSequence, endSequence, farBroker, purgeAt, keyId, due);
    }
}
