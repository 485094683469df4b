package dev.colloquy.broker.status;

/**
 * Something that is wrong, as a database administrator would say it.
 *
 * @param code stable name in kebab case, such as {@code queue-receive-disabled}
 * @param sentence what is wrong
 * @param remedy what to do about it, as a sentence
 * @param effect what it means for the readiness of the service
 */
record Finding(String code, String sentence, String remedy, Effect effect) {
    /** What a finding means for the readiness of the service. */
    enum Effect {
        /** The service cannot do its work. */
        NOT_READY,
        /** The service works; somebody should look at it soon. */
        WARNING
    }

    static Finding notReady(String code, String sentence, String remedy) {
        return new Finding(code, sentence, remedy, Effect.NOT_READY);
    }

    static Finding warning(String code, String sentence, String remedy) {
        return new Finding(code, sentence, remedy, Effect.WARNING);
    }

    /** Whether it makes the service not ready. */
    boolean preventsReadiness() {
        return effect == Effect.NOT_READY;
    }
}
