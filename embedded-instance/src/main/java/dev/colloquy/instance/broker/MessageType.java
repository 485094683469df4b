package dev.colloquy.instance.broker;

/** A message type, as {@code sys.service_message_types} shows it. Ids below 65536 are the system's. */
public record MessageType(int databaseId, int id, String name, int ownerId, Validation validation)
        implements Definition {
    /** The message type DEFAULT, which SEND uses when none is named. */
    public static final String DEFAULT = "DEFAULT";

    public static final String ERROR = "http://schemas.microsoft.com/SQL/ServiceBroker/Error";
    public static final String END_DIALOG = "http://schemas.microsoft.com/SQL/ServiceBroker/EndDialog";
    public static final String DIALOG_TIMER = "http://schemas.microsoft.com/SQL/ServiceBroker/DialogTimer";

    static final int ERROR_ID = 1;
    static final int END_DIALOG_ID = 2;
    static final int DIALOG_TIMER_ID = 3;

    public boolean isSystem() {
        return id < SystemObjects.FIRST_USER_ID;
    }
}
