package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.security.Permissions;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import java.util.Optional;

/** What a reader of the catalog may see in a database. */
final class Visibility {
    private final Permissions permissions;
    private final Optional<Principal> reader;
    private final boolean everything;

    private Visibility(Permissions permissions, Optional<Principal> reader, boolean everything) {
        this.permissions = permissions;
        this.reader = reader;
        this.everything = everything;
    }

    static Visibility of(Security security, ViewScope scope) {
        int databaseId = scope.databaseId();
        Optional<Principal> reader = scope.user().or(() -> security.principals().userOf(databaseId, scope.login()));
        Permissions permissions = security.permissions();
        boolean everything = reader.filter(user ->
                        permissions.allows(user, "VIEW DEFINITION", Securable.database(databaseId), Principal.DBO)
                                || viewsAnyDefinition(security, scope, user))
                .isPresent();
        return new Visibility(security.permissions(), reader, everything);
    }

    /** What the login was granted on the server does not count while it acts as somebody else. */
    private static boolean viewsAnyDefinition(Security security, ViewScope scope, Principal reader) {
        boolean itself = security.principals()
                .userOf(scope.databaseId(), scope.login())
                .filter(user -> user.id() == reader.id())
                .isPresent();
        return itself && security.permissions().allows(scope.login(), "VIEW ANY DEFINITION", Securable.server());
    }

    /** True for those who may see every definition, such as dbo. */
    boolean everything() {
        return everything;
    }

    /** True if the reader owns the securable or has something granted on it. */
    boolean sees(Securable securable, int ownerId) {
        return everything
                || reader.map(user -> user.id() == ownerId || permissions.hasAny(user, securable))
                        .orElse(false);
    }

    /** True if the reader may see an object; system objects are seen by all, constraints with their table. */
    boolean sees(CatalogObject object) {
        if (everything || object.systemObject()) {
            return true;
        }
        int objectId = object.parentId() == 0 ? object.objectId() : object.parentId();
        Securable securable = Securable.object(object.databaseId(), objectId);
        int ownerId = object.schemaOwnerId();
        return sees(securable, ownerId)
                || reader.map(user -> permissions.allows(user, "SELECT", securable, object.schemaId(), ownerId))
                        .orElse(false);
    }

    /** True for the reader's own user. */
    boolean is(int principalId) {
        return reader.isPresent() && reader.get().id() == principalId;
    }
}
