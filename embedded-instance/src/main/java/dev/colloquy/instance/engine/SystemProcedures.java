package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.ObjectName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The system procedures by name. One that is not here does not exist (2812). */
final class SystemProcedures {
    /** A system procedure; what it returns is the return status. */
    @FunctionalInterface
    interface SystemProcedure {
        int run(CallArguments arguments, Scope caller);
    }

    private static final String PREFIX = "sp_";

    private final Map<String, SystemProcedure> byName = new HashMap<>();

    SystemProcedures(EngineSession session, ProcedureRunner runner) {
        PreparedProcedures prepared = new PreparedProcedures(session, runner);
        byName.put("sp_executesql", prepared::executeSql);
        byName.put("sp_prepare", prepared::prepare);
        byName.put("sp_prepexec", prepared::prepareAndExecute);
        byName.put("sp_execute", prepared::execute);
        byName.put("sp_unprepare", prepared::unprepare);
        byName.put("sp_cursoropen", prepared::cursorOpen);
        byName.put("sp_cursorprepare", prepared::cursorPrepare);
        byName.put("sp_cursorprepexec", prepared::cursorPrepareAndExecute);
        byName.put("sp_cursorexecute", prepared::cursorExecute);
        byName.put("sp_cursorunprepare", prepared::unprepare);
        for (String name : new String[] {"sp_cursor", "sp_cursorfetch", "sp_cursoroption", "sp_cursorclose"}) {
            byName.put(name, (arguments, caller) -> prepared.unknownCursor(name, arguments));
        }
        byName.put("sp_reset_connection", (arguments, caller) -> {
            session.reset(false);
            return 0;
        });
        ApplicationLockProcedures locks = new ApplicationLockProcedures(session);
        byName.put("sp_getapplock", locks::get);
        byName.put("sp_releaseapplock", locks::release);
        for (String name : CatalogProcedures.names()) {
            byName.put(name, (arguments, caller) -> runner.runCatalogProcedure(name, arguments.all(), caller));
        }
    }

    /** The procedure of a name, in whatever database it is looked for, in schema sys, dbo or none. */
    Optional<SystemProcedure> find(ObjectName name) {
        String schema = name.schema().orElse("");
        if (!name.name().regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                || !(schema.isEmpty() || schema.equalsIgnoreCase("sys") || schema.equalsIgnoreCase("dbo"))) {
            return Optional.empty();
        }
        SystemProcedure exact = byName.get(name.name());
        return Optional.ofNullable(
                exact != null ? exact : byName.get(name.name().toLowerCase(Locale.ROOT)));
    }
}
