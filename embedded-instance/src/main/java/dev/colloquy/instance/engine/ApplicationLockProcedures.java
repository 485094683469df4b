package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.ApplicationLocks.Mode;
import dev.colloquy.instance.engine.ApplicationLocks.Owner;
import dev.colloquy.instance.engine.ApplicationLocks.Resource;
import dev.colloquy.instance.types.SqlError;
import java.util.Locale;
import java.util.Optional;

/** sp_getapplock and sp_releaseapplock. */
final class ApplicationLockProcedures {
    private static final int INVALID = -999;
    private static final int LONGEST_RESOURCE = 255;

    private final EngineSession session;

    ApplicationLockProcedures(EngineSession session) {
        this.session = session;
    }

    /**
     * {@code sp_getapplock @Resource, @LockMode [, @LockOwner = 'Transaction'] [, @LockTimeout] [, @DbPrincipal]}.
     *
     * @return 0 granted, 1 granted after waiting, -1 timed out, -999 for a wrong argument
     */
    int get(CallArguments arguments, Scope caller) {
        Optional<Resource> resource = resource(arguments, 4, caller);
        Optional<Mode> mode = arguments.text(1, "@LockMode").flatMap(ApplicationLockProcedures::mode);
        Optional<Owner> owner = owner(arguments.text(2, "@LockOwner"));
        if (resource.isEmpty() || mode.isEmpty() || owner.isEmpty()) {
            return INVALID;
        }
        int timeout = arguments.integer(3, "@LockTimeout").orElse(session.settings().lockTimeout);
        ApplicationLocks.Outcome outcome =
                session.instance().applicationLocks().acquire(resource.get(), owner.get(), mode.get(), timeout);
        if (outcome != ApplicationLocks.Outcome.TIMED_OUT && owner.get().transactionId() != 0) {
            session.transaction()
                    .current()
                    .onEnd(() -> session.instance().applicationLocks().releaseTransaction(owner.get()));
        }
        return outcome.code();
    }

    /** {@code sp_releaseapplock @Resource [, @LockOwner = 'Transaction'] [, @DbPrincipal]}. */
    int release(CallArguments arguments, Scope caller) {
        Optional<Resource> resource = resource(arguments, 2, caller);
        Optional<Owner> owner = owner(arguments.text(1, "@LockOwner"));
        if (resource.isEmpty() || owner.isEmpty()) {
            return INVALID;
        }
        if (!session.instance().applicationLocks().release(resource.get(), owner.get())) {
            throw new SqlError(
                    1223,
                    "Cannot release the application lock (Database Principal: '"
                            + resource.get().principal() + "', Resource: '"
                            + resource.get().name() + "') because it is not currently held.");
        }
        return 0;
    }

    private Optional<Resource> resource(CallArguments arguments, int principalPlace, Scope caller) {
        String principal = arguments.text(principalPlace, "@DbPrincipal").orElse("public");
        return arguments
                .text(0, "@Resource")
                .map(name -> name.substring(0, Math.min(name.length(), LONGEST_RESOURCE)))
                .map(name -> new Resource(caller.database().id(), principal, name));
    }

    private static Optional<Mode> mode(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "shared" -> Optional.of(Mode.SHARED);
            case "update" -> Optional.of(Mode.UPDATE);
            case "exclusive" -> Optional.of(Mode.EXCLUSIVE);
            case "intentshared" -> Optional.of(Mode.INTENT_SHARED);
            case "intentexclusive" -> Optional.of(Mode.INTENT_EXCLUSIVE);
            default -> Optional.empty();
        };
    }

    private Optional<Owner> owner(Optional<String> name) {
        String owner = name.orElse("Transaction");
        if (owner.equalsIgnoreCase("Session")) {
            return Optional.of(new Owner(session, 0));
        }
        if (!owner.equalsIgnoreCase("Transaction")) {
            return Optional.empty();
        }
        if (!session.transaction().isOpen()) {
            throw new SqlError(
                    3918, "The statement or function must be executed in the context of a user transaction.");
        }
        return Optional.of(new Owner(session, session.transaction().current().id()));
    }
}
