package dev.colloquy.broker.setup;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A step that is one script. */
final class ScriptStep extends SetupStep {
    private final SetupScript script;
    private final List<?> values;

    ScriptStep(String name, String database, SetupScript script, Object... values) {
        super(name, database);
        this.script = script;
        this.values = List.of(values);
    }

    @Override
    public String sql() {
        return script.withValues(values);
    }

    @Override
    String needs() {
        return script.needs();
    }

    @Override
    Optional<String> remedy() {
        return script.remedy();
    }

    @Override
    List<String> run(SetupSession session) throws SQLException {
        return script.run(session.in(database()), values);
    }
}
