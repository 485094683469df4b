package dev.colloquy.instance.broker;

/** The state of a conversation endpoint, with the codes of {@code sys.conversation_endpoints}. */
enum DialogState {
    STARTED_OUTBOUND("SO"),
    STARTED_INBOUND("SI"),
    CONVERSING("CO"),
    DISCONNECTED_INBOUND("DI"),
    DISCONNECTED_OUTBOUND("DO"),
    ERROR("ER"),
    CLOSED("CD");

    private final String code;

    DialogState(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    static DialogState ofCode(String code) {
        for (DialogState state : values()) {
            if (state.code.equals(code)) {
                return state;
            }
        }
        throw new IllegalStateException("unknown conversation endpoint state " + code);
    }
}
