package dev.colloquy.instance.engine.relational;

import java.util.List;

/**
 * A statement translated to H2's SQL; used by many sessions at once.
 *
 * @param sql         the text, with its parameters numbered from one
 * @param parameters  what to bind
 * @param expressions what H2 asks back for, see {@link RowFunctions}
 * @param outputs     the columns of the result
 */
record Plan(
        String sql,
        List<Parameter> parameters,
        List<RowExpression> expressions,
        List<Output> outputs,
        Dependencies dependencies)
        implements Prepared {
    Plan {
        parameters = List.copyOf(parameters);
        expressions = List.copyOf(expressions);
        outputs = List.copyOf(outputs);
    }
}
