package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import java.util.Map;

/** Which login owns a database and is its {@code dbo}; {@code sa} where nothing else was said. */
final class DatabaseOwners {
    private static final String KIND = "database-owner";

    private record Owner(int databaseId, int loginId) {
        StoredObject stored() {
            return new StoredObject(KIND, databaseId, 0, "", Map.of("login", Integer.toString(loginId)));
        }

        static Owner read(StoredObject stored) {
            return new Owner(
                    stored.databaseId(), Integer.parseInt(stored.attributes().get("login")));
        }
    }

    private final Register<Owner> owners;

    DatabaseOwners(ObjectStore store) {
        this.owners =
                new Register<>(store, new Codec<>(KIND, KIND, Owner::read, Owner::stored), new Register.NoIndex<>());
    }

    int ownerOf(int databaseId) {
        return owners.withId(databaseId, 0).map(Owner::loginId).orElse(Login.SA);
    }

    boolean ownsSomething(Login login) {
        return owners.all().stream().anyMatch(owner -> owner.loginId() == login.id());
    }

    void set(Transaction transaction, int databaseId, Login login) {
        owners.put(transaction, new Owner(databaseId, login.id()));
    }

    void forget(Transaction transaction, int databaseId) {
        owners.forget(transaction, databaseId);
    }
}
