package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Parser;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session with variables, one session function and a clock that stands still; subqueries yield given values. */
final class FixedContext implements EvaluationContext {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");

    private final Map<String, SqlValue> variables = new HashMap<>();
    private List<SqlValue> queryResult = List.of();

    /** The value of an expression given as text. */
    static SqlValue evaluate(String expression) {
        return new FixedContext().value(expression);
    }

    /** The type that is inferred for an expression given as text. */
    static SqlType typeOf(String expression) {
        return TypeInference.typeOf(Parser.parseExpression(expression), TypeScope.of(new FixedContext()));
    }

    /** A value as tests write it: NULL, bytes in hexadecimal, everything else as CONVERT style 121 shows it. */
    static String shown(SqlValue value) {
        if (value.isNull()) {
            return "NULL";
        }
        int style = value.type().kind().isBinary() ? 1 : value.type().kind().isTemporal() ? 121 : Conversions.NO_STYLE;
        return (String) Conversions.convert(value.value(), value.type(), SqlType.NVARCHAR_MAX, style);
    }

    FixedContext with(String name, SqlType type, Object value) {
        variables.put(name, SqlValue.of(type, value));
        return this;
    }

    FixedContext withQueryResult(List<SqlValue> values) {
        queryResult = values;
        return this;
    }

    SqlValue value(String expression) {
        return Evaluator.evaluate(Parser.parseExpression(expression), this);
    }

    @Override
    public SqlValue variable(String name) {
        SqlValue value = variables.get(name);
        if (value == null) {
            throw new SqlError(137, 15, 2, "Must declare the scalar variable \"" + name + "\".");
        }
        return value;
    }

    @Override
    public SqlType variableType(String name) {
        return variable(name).type();
    }

    @Override
    public SqlValue systemVariable(String name) {
        return SqlValue.of(SqlType.INT, name.equals("@@ROWCOUNT") ? 3 : 0);
    }

    @Override
    public SqlValue column(Expression.Column column) {
        throw SqlErrors.invalidColumnName(column.name());
    }

    @Override
    public SqlValue scalarQuery(Query query) {
        return queryResult.get(0);
    }

    @Override
    public SqlType scalarQueryType(Query query) {
        return queryResult.get(0).type();
    }

    @Override
    public boolean exists(Query query) {
        return !queryResult.isEmpty();
    }

    @Override
    public List<SqlValue> columnQuery(Query query) {
        return queryResult;
    }

    @Override
    public Optional<SqlValue> sessionFunction(String name, List<SqlValue> arguments) {
        return name.equals("DB_NAME") ? Optional.of(SqlValue.of(SqlType.SYSNAME, "InstInitiatorDB")) : Optional.empty();
    }

    @Override
    public Optional<SqlType> sessionFunctionType(String name) {
        return name.equals("DB_NAME") ? Optional.of(SqlType.SYSNAME) : Optional.empty();
    }

    @Override
    public Instant statementTime() {
        return NOW;
    }
}
