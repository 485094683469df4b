package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.views.SessionRow;
import dev.colloquy.instance.engine.statement.DatabaseStatements;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The sessions of the instance by their spid. */
final class OpenSessions implements Consumer<EngineSession>, DatabaseStatements.DatabaseUse {
    static final int MAX_SESSIONS = 32_767;

    private static final int FIRST_SPID = 51;

    private final Map<Integer, EngineSession> sessions = new ConcurrentHashMap<>();
    private final BitSet spids = new BitSet();
    private boolean closed;

    /**
     * Adds a session in a database under the lowest free spid; empty if there is none or the instance is closing.
     *
     * @throws SqlError 924 if the database is in single-user mode and another session is in it
     */
    synchronized Optional<EngineSession> add(Database database, IntFunction<EngineSession> opened) {
        int spid = spids.nextClearBit(FIRST_SPID);
        if (closed || spid > MAX_SESSIONS) {
            return Optional.empty();
        }
        requireFree(database, spid);
        EngineSession session = opened.apply(spid);
        spids.set(spid);
        sessions.put(spid, session);
        return Optional.of(session);
    }

    /** A session has closed. */
    @Override
    public synchronized void accept(EngineSession session) {
        if (sessions.remove(session.spid(), session)) {
            spids.clear(session.spid());
        }
    }

    @Override
    public boolean inUse(int databaseId, int exceptSpid) {
        for (EngineSession session : sessions.values()) {
            if (session.spid() != exceptSpid && session.databaseId() == databaseId) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void endOthers(int databaseId, int exceptSpid) {
        List<EngineSession> others = sessions.values().stream()
                .filter(session -> session.spid() != exceptSpid && session.databaseId() == databaseId)
                .toList();
        others.forEach(EngineSession::beginClosing);
        others.forEach(EngineSession::close);
    }

    /**
     * Makes a database a session's current one.
     *
     * @throws SqlError 924 if it is in single-user mode and another session is in it
     */
    synchronized void enter(Database database, EngineSession session) {
        requireFree(database, session.spid());
        session.enter(database);
    }

    /** For the client of a session that was ended; the severity closes the connection. */
    static SqlError ended() {
        return new SqlError(596, 21, 1, "Cannot continue the execution because the session is in the kill state.");
    }

    private void requireFree(Database database, int spid) {
        if (database.singleUser() && inUse(database.id(), spid)) {
            throw new SqlError(
                    924,
                    14,
                    1,
                    "Database '" + database.name() + "' is already open and can only have one user at a time.");
        }
    }

    /** For sys.dm_exec_sessions. */
    List<SessionRow> rows() {
        return sessions.values().stream()
                .sorted(Comparator.comparingInt(EngineSession::spid))
                .map(EngineSession::row)
                .toList();
    }

    void closeAll() {
        synchronized (this) {
            closed = true;
        }
        List<EngineSession> all = List.copyOf(sessions.values());
        all.forEach(EngineSession::beginClosing);
        all.forEach(EngineSession::close);
    }
}
