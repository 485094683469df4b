package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.views.SessionRow;
import dev.colloquy.instance.engine.statement.DatabaseStatements;
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

    /** Adds a session under the lowest free spid; empty if there is none or the instance is closing. */
    synchronized Optional<EngineSession> add(IntFunction<EngineSession> opened) {
        int spid = spids.nextClearBit(FIRST_SPID);
        if (closed || spid > MAX_SESSIONS) {
            return Optional.empty();
        }
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
