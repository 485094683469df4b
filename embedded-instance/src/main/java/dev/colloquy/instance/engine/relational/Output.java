package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.types.SqlType;
import java.util.List;

/**
 * A column of a query's result.
 *
 * @param name  empty if it has none
 * @param large whether it is a large object in H2
 */
record Output(String name, SqlType type, boolean nullable, boolean identity, boolean large) {
    ResultColumn toResultColumn() {
        return new ResultColumn(name, type, nullable, identity);
    }

    static List<ResultColumn> resultColumns(List<Output> outputs) {
        return outputs.stream().map(Output::toResultColumn).toList();
    }
}
