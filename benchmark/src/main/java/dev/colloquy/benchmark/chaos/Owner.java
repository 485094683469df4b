package dev.colloquy.benchmark.chaos;

/** A side of the conversations, with the names of what it has. */
enum Owner {
    INITIATOR("InstInitiatorDB", "InitiatorUser", Part.INITIATOR_INSTANCE),
    TARGET("InstTargetDB", "TargetUser", Part.TARGET_INSTANCE);

    private final String database;
    private final String user;
    private final Part instance;

    Owner(String database, String user, Part instance) {
        this.database = database;
        this.user = user;
        this.instance = instance;
    }

    String database() {
        return database;
    }

    /** Who owns the service in the database. */
    String user() {
        return user;
    }

    Part instance() {
        return instance;
    }

    @Override
    public String toString() {
        return database;
    }
}
