package dev.colloquy.instance.broker;

/** The VALIDATION of a message type, with the codes of {@code sys.service_message_types}. */
public enum Validation {
    NONE("N ", "NONE"),
    EMPTY("E ", "EMPTY"),
    WELL_FORMED_XML("X ", "XML"),
    VALID_XML("X ", "XML");

    private final String code;
    private final String description;

    Validation(String code, String description) {
        this.code = code;
        this.description = description;
    }

    /** Two characters, blank padded. */
    public String code() {
        return code;
    }

    public String description() {
        return description;
    }
}
