package dev.colloquy.instance.security;

import java.util.Optional;
import java.util.UUID;

/**
 * The key-exchange key that two certificates share; every dialog between their owners derives its own keys from it.
 *
 * <p>The secret never leaves this room.
 */
public final class DialogKey {
    private final UUID id;
    private final int databaseId;
    private final Thumbprint initiator;
    private final Thumbprint target;
    private final Optional<byte[]> header;
    private final byte[] secret;

    DialogKey(
            UUID id, int databaseId, Thumbprint initiator, Thumbprint target, Optional<byte[]> header, byte[] secret) {
        this.id = id;
        this.databaseId = databaseId;
        this.initiator = initiator;
        this.target = target;
        this.header = header;
        this.secret = secret;
    }

    /** The id by which messages name the key. */
    public UUID id() {
        return id;
    }

    /** The database that holds the key. */
    public int databaseId() {
        return databaseId;
    }

    /** The key exchange to send along, present in the database that made the key: that of the initiator. */
    public Optional<byte[]> header() {
        return header.map(byte[]::clone);
    }

    /** True in the database that made the key and begins dialogs with it. */
    public boolean isInitiators() {
        return header.isPresent();
    }

    /** True if the initiator did not show a certificate; it acts as public in the target database. */
    public boolean isAnonymous() {
        return initiator.equals(Thumbprint.NONE);
    }

    Thumbprint initiator() {
        return initiator;
    }

    Thumbprint target() {
        return target;
    }

    /** The certificate of the other side. */
    Thumbprint remote() {
        return isInitiators() ? target : initiator;
    }

    byte[] secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "DialogKey[" + id + "]";
    }
}
