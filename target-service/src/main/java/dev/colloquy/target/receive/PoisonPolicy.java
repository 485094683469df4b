package dev.colloquy.target.receive;

/** What becomes of a request that has failed as often as it may. */
public enum PoisonPolicy {
    /** Its conversation ends with an error, which tells the initiator. */
    REJECT,
    /** It is kept with its dialog open until an operator has it tried again or rejects it. */
    PARK
}
