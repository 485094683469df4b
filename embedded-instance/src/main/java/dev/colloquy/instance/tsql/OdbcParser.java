package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** ODBC escape sequences, which the server itself understands; they become ordinary nodes. */
final class OdbcParser {
    /** Functions of ODBC whose T-SQL counterpart takes the same arguments under another name. */
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("UCASE", "UPPER"),
            Map.entry("LCASE", "LOWER"),
            Map.entry("LENGTH", "LEN"),
            Map.entry("CHAR_LENGTH", "LEN"),
            Map.entry("CHARACTER_LENGTH", "LEN"),
            Map.entry("OCTET_LENGTH", "DATALENGTH"),
            Map.entry("IFNULL", "ISNULL"),
            Map.entry("NOW", "GETDATE"),
            Map.entry("DATABASE", "DB_NAME"),
            Map.entry("USER", "USER_NAME"),
            Map.entry("REPEAT", "REPLICATE"),
            Map.entry("INSERT", "STUFF"),
            Map.entry("LOCATE", "CHARINDEX"),
            Map.entry("ATAN2", "ATN2"));

    private final Grammar grammar;
    private final TokenCursor cursor;

    OdbcParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code { ts '…' | d '…' | t '…' | guid '…' | fn call }}. */
    Expression expression() {
        cursor.expect('{');
        Expression lowered = switch (cursor.word()) {
            case "TS", "D" -> constant(SqlType.DATETIME);
            case "T" -> constant(SqlType.time(7));
            case "GUID" -> constant(SqlType.UNIQUEIDENTIFIER);
            case "FN" -> function();
            default -> throw cursor.syntaxError();
        };
        cursor.expect('}');
        return lowered;
    }

    private Expression constant(SqlType type) {
        return new Expression.Cast(Literals.varchar(cursor.string()), type, Optional.empty(), false);
    }

    private Expression function() {
        if (!cursor.at(1, '(')) {
            return grammar.expressions.value();
        }
        String name = cursor.peek().text().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "CONVERT" -> convert();
            case "MOD" -> mod();
            case "CURDATE", "CURRENT_DATE" -> today(SqlType.DATE);
            case "CURTIME", "CURRENT_TIME" -> today(SqlType.time(7));
            case "TRUNCATE", "TIMESTAMPADD", "TIMESTAMPDIFF", "EXTRACT" ->
                throw cursor.notSupported("the ODBC function " + name);
            default -> renamed(name);
        };
    }

    private Expression renamed(String name) {
        if (!FUNCTIONS.containsKey(name)) {
            return grammar.expressions.value();
        }
        cursor.next();
        return grammar.primaries.call(ObjectName.of(FUNCTIONS.get(name)));
    }

    /** {@code CONVERT ( value, SQL_type )}, unlike T-SQL's own CONVERT; that one is allowed here as well. */
    private Expression convert() {
        if (cursor.peek(2).type() == TokenType.WORD
                && SqlKind.named(cursor.peek(2).text()).isPresent()) {
            return grammar.expressions.value();
        }
        cursor.next();
        cursor.expect('(');
        Expression operand = grammar.expressions.value();
        cursor.expect(',');
        String name = cursor.word();
        cursor.expect(')');
        return new Expression.Cast(operand, type(name), Optional.empty(), false);
    }

    private SqlType type(String name) {
        return switch (name) {
            case "SQL_BIT" -> SqlType.BIT;
            case "SQL_TINYINT" -> SqlType.TINYINT;
            case "SQL_SMALLINT" -> SqlType.SMALLINT;
            case "SQL_INTEGER" -> SqlType.INT;
            case "SQL_BIGINT" -> SqlType.BIGINT;
            case "SQL_REAL" -> SqlType.REAL;
            case "SQL_FLOAT", "SQL_DOUBLE" -> SqlType.FLOAT;
            case "SQL_DECIMAL", "SQL_NUMERIC" -> SqlType.decimal(18, 0);
            case "SQL_CHAR", "SQL_VARCHAR" -> SqlType.varchar(TypeParser.CAST_LENGTH);
            case "SQL_WCHAR", "SQL_WVARCHAR" -> SqlType.nvarchar(TypeParser.CAST_LENGTH);
            case "SQL_BINARY", "SQL_VARBINARY" -> SqlType.varbinary(TypeParser.CAST_LENGTH);
            case "SQL_DATE", "SQL_TYPE_DATE" -> SqlType.DATE;
            case "SQL_TIME", "SQL_TYPE_TIME" -> SqlType.time(7);
            case "SQL_TIMESTAMP", "SQL_TYPE_TIMESTAMP" -> SqlType.DATETIME;
            case "SQL_GUID" -> SqlType.UNIQUEIDENTIFIER;
            default -> throw cursor.notSupported("the ODBC type " + name);
        };
    }

    private Expression mod() {
        cursor.next();
        List<Expression> arguments = grammar.expressions.arguments();
        if (arguments.size() != 2) {
            throw cursor.syntaxError();
        }
        return new Expression.Binary(arguments.get(0), "%", arguments.get(1));
    }

    private Expression today(SqlType type) {
        cursor.next();
        cursor.expect('(');
        cursor.expect(')');
        Expression now = new Expression.Call(ObjectName.of("GETDATE"), false, List.of(), Optional.empty());
        return new Expression.Cast(now, type, Optional.empty(), false);
    }

    /** {@code { call procedure [( arguments )] }} as a statement. */
    ControlStatement call() {
        Position position = cursor.position();
        cursor.expect('{');
        cursor.expect("call");
        ObjectName procedure = cursor.objectName();
        List<ControlStatement.Argument> arguments = List.of();
        if (cursor.accept('(') && !cursor.accept(')')) {
            arguments = cursor.list(grammar.executes::argument);
            cursor.expect(')');
        }
        cursor.expect('}');
        return new ControlStatement.Execute(
                position, Optional.empty(), Optional.of(procedure), Optional.empty(), arguments);
    }

    /** {@code { oj joined-table }} in FROM. */
    TableSource outerJoin() {
        cursor.expect('{');
        cursor.expect("oj");
        TableSource source = grammar.sources.source();
        cursor.expect('}');
        return source;
    }
}
