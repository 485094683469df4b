package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.DefinitionStatement.Parameter;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.Statement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A batch or procedure body made ready to run: its variables are numbered, and what the statements need again at every
 * run is kept beside them. Shared by all sessions.
 */
final class Program {
    private final List<Statement> statements;
    private final List<Parameter> parameters;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<SqlType> types = new ArrayList<>();
    private final Map<Query, List<ResultColumn>> columns = new IdentityHashMap<>(4);

    /**
     * Numbers the variables: parameters first, then every DECLARE wherever it stands, since a variable exists from the
     * beginning of its batch.
     *
     * @throws SqlError 134 if two have the same name
     */
    Program(List<Statement> statements, List<Parameter> parameters) {
        this.statements = List.copyOf(statements);
        this.parameters = List.copyOf(parameters);
        Set<String> taken = new HashSet<>();
        for (Parameter parameter : parameters) {
            declare(parameter.name(), parameter.type(), taken, 1);
        }
        collect(statements, taken);
    }

    private void collect(List<Statement> body, Set<String> taken) {
        for (Statement statement : body) {
            collect(statement, taken);
        }
    }

    private void collect(Statement statement, Set<String> taken) {
        if (statement instanceof ControlStatement.Declare s) {
            for (ControlStatement.VariableDeclaration v : s.variables()) {
                declare(v.name(), v.type(), taken, s.position().line());
            }
        } else if (statement instanceof ControlStatement.DeclareTable s) {
            requireFree(s.name(), taken, s.position().line());
        } else if (statement instanceof ControlStatement.Block s) {
            collect(s.statements(), taken);
        } else if (statement instanceof ControlStatement.If s) {
            collect(s.then(), taken);
            s.otherwise().ifPresent(otherwise -> collect(otherwise, taken));
        } else if (statement instanceof ControlStatement.While s) {
            collect(s.body(), taken);
        } else if (statement instanceof ControlStatement.TryCatch s) {
            collect(s.body(), taken);
            collect(s.handler(), taken);
        }
    }

    private void declare(String name, SqlType type, Set<String> taken, int line) {
        String key = requireFree(name, taken, line);
        slots.put(name, types.size());
        slots.put(key, types.size());
        types.add(type);
    }

    private static String requireFree(String name, Set<String> taken, int line) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!taken.add(key)) {
            throw new SqlError(
                            134,
                            15,
                            2,
                            "The variable name '" + name + "' has already been declared. Variable names must be unique"
                                    + " within a query batch or stored procedure.")
                    .at(line, "");
        }
        return key;
    }

    List<Statement> statements() {
        return statements;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    int variables() {
        return types.size();
    }

    SqlType type(int slot) {
        return types.get(slot);
    }

    /**
     * The number of a variable.
     *
     * @throws SqlError 137 if the program does not declare it
     */
    int slot(String name) {
        Integer slot = slots.get(name);
        if (slot == null) {
            slot = slots.get(name.toLowerCase(Locale.ROOT));
        }
        if (slot == null) {
            throw new SqlError(137, 15, 2, "Must declare the scalar variable \"" + name + "\".");
        }
        return slot;
    }

    /** The result columns of a query without FROM as an earlier run found them, or null. */
    List<ResultColumn> columnsOf(Query query) {
        synchronized (columns) {
            return columns.get(query);
        }
    }

    /** Keeps the result columns of a query for the next run. */
    void keepColumns(Query query, List<ResultColumn> found) {
        synchronized (columns) {
            columns.put(query, found);
        }
    }
}
