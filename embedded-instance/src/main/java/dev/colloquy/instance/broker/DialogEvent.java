package dev.colloquy.instance.broker;

/** What changes the state of a conversation endpoint. */
enum DialogEvent {
    SEND,
    BEGIN_TIMER,
    /** MOVE CONVERSATION. */
    MOVE,
    /** A message of the far program is put on the queue. */
    MESSAGE_ARRIVED,
    /** END CONVERSATION, plain. */
    END,
    END_WITH_ERROR,
    END_WITH_CLEANUP,
    /** The far side's EndDialog is put on the queue. */
    END_DIALOG_ARRIVED,
    /** The far program's Error, a broker's error or the end of the lifetime. */
    ERROR_ARRIVED,
    /** The far side has stored our EndDialog or Error. */
    END_ACKNOWLEDGED
}
