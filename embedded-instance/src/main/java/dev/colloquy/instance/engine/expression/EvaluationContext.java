package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an expression may ask of the session that evaluates it. */
public interface EvaluationContext {

    /** The value of a variable; the name includes its sign. Error 137 if it is not declared. */
    SqlValue variable(String name);

    /** The declared type of a variable, for result types. Error 137 if it is not declared. */
    SqlType variableType(String name);

    /** {@code @@ROWCOUNT} and its like; the name in upper case with both signs. Error 137 for an unknown one. */
    SqlValue systemVariable(String name);

    /** The value of a column where the expression runs over rows in memory (RECEIVE); otherwise error 207. */
    SqlValue column(Expression.Column column);

    /** The single value of a subquery; NULL without rows, error 512 with more than one. */
    SqlValue scalarQuery(Query query);

    /** The type of a subquery's single column. */
    SqlType scalarQueryType(Query query);

    /** Whether a subquery yields a row. */
    boolean exists(Query query);

    /** All values of a subquery of one column, for IN and the quantified comparisons. */
    List<SqlValue> columnQuery(Query query);

    /**
     * Calls a function that needs the session or the catalog (DB_NAME, OBJECT_ID, ERROR_MESSAGE, SCOPE_IDENTITY,
     * CERT_ID …).
     *
     * @param name in upper case
     * @return empty if there is no such function
     */
    Optional<SqlValue> sessionFunction(String name, List<SqlValue> arguments);

    /** The result type of a session function, empty if there is no such function. */
    Optional<SqlType> sessionFunctionType(String name);

    /** The time at which the statement began; GETDATE and its like return it. */
    Instant statementTime();
}
