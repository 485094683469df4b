package dev.colloquy.instance.security;

import dev.colloquy.instance.types.SqlError;
import java.util.Optional;

/**
 * How the messages of a dialog are secured, as the initiator's side decides ("Dialog Security", SQL Server
 * documentation).
 *
 * @param key     the key that seals them; absent if they travel in the clear
 * @param refusal why the dialog cannot be sent at all; its text is the transmission_status. Then there is no key
 */
public record DialogProtection(Optional<DialogKey> key, Optional<SqlError> refusal) {
    static DialogProtection sealedWith(DialogKey key) {
        return new DialogProtection(Optional.of(key), Optional.empty());
    }

    static DialogProtection inTheClear() {
        return new DialogProtection(Optional.empty(), Optional.empty());
    }

    static DialogProtection refused(SqlError error) {
        return new DialogProtection(Optional.empty(), Optional.of(error));
    }

    public boolean isClear() {
        return key.isEmpty() && refusal.isEmpty();
    }
}
