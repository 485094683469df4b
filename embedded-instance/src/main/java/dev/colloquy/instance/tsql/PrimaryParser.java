package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The operands of expressions: constants, names, function calls, CASE, CAST and subqueries. */
final class PrimaryParser {
    private static final Set<String> XML_METHODS = Set.of("value", "query", "nodes", "exist", "modify");

    private final Grammar grammar;
    private final TokenCursor cursor;

    PrimaryParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code constant | variable | name | call | CASE … | ( value | query ) | { escape }}. */
    Expression primary(boolean conditionAllowed) {
        Token token = cursor.peek();
        return switch (token.type()) {
            case STRING, NATIONAL_STRING, INTEGER, DECIMAL, FLOAT, MONEY, BINARY -> Literals.of(cursor.next());
            case VARIABLE -> variable();
            case SYSTEM_VARIABLE ->
                new Expression.SystemVariable(cursor.next().text().toUpperCase(Locale.ROOT));
            case QUOTED -> named();
            case WORD -> token.keyword() == null ? word() : keyword(token.keyword());
            case SYMBOL -> symbol(conditionAllowed);
            case END -> throw cursor.syntaxError();
        };
    }

    private Expression variable() {
        Expression.Variable variable = new Expression.Variable(cursor.next().text());
        if (cursor.at('.') && cursor.peek(1).isIdentifier() && cursor.at(2, '(')) {
            throw xmlMethod(cursor.peek(1).text());
        }
        return variable;
    }

    RuntimeException xmlMethod(String name) {
        return cursor.notSupported("the XML method " + name + "()");
    }

    static boolean isXmlMethod(List<String> parts) {
        return parts.size() > 1 && XML_METHODS.contains(parts.get(parts.size() - 1));
    }

    private Expression symbol(boolean conditionAllowed) {
        if (cursor.at('(')) {
            return parentheses(conditionAllowed);
        }
        if (cursor.at('{')) {
            return grammar.odbc.expression();
        }
        throw cursor.syntaxError();
    }

    /** {@code ( query | condition | value )}. */
    private Expression parentheses(boolean conditionAllowed) {
        cursor.expect('(');
        if (grammar.queries.startsQuery(cursor.peek())) {
            Query query = grammar.queries.query();
            cursor.expect(')');
            return new Expression.ScalarQuery(query);
        }
        Expression inner = conditionAllowed ? grammar.expressions.either() : grammar.expressions.value();
        if (inner instanceof Expression.ScalarQuery first && grammar.queries.atSetOperator()) {
            inner = new Expression.ScalarQuery(grammar.queries.continued(first.query()));
        }
        cursor.expect(')');
        return inner;
    }

    /** Reserved words that begin an operand. */
    private Expression keyword(Keyword keyword) {
        return switch (keyword) {
            case NULL -> {
                cursor.next();
                yield Literals.nullLiteral();
            }
            case CASE -> caseExpression();
            case CONVERT, TRY_CONVERT -> convert();
            case COALESCE, NULLIF, LEFT, RIGHT -> {
                if (!cursor.at(1, '(')) {
                    throw cursor.syntaxError();
                }
                yield call(ObjectName.of(cursor.word()));
            }
            case CURRENT_TIMESTAMP, CURRENT_USER, SESSION_USER, SYSTEM_USER, USER ->
                new Expression.Call(ObjectName.of(cursor.word()), false, List.of(), Optional.empty());
            case IDENTITY -> throw cursor.notSupported("IDENTITY()");
            case IDENTITYCOL, ROWGUIDCOL -> throw cursor.notSupported(cursor.word());
            default -> throw cursor.syntaxError();
        };
    }

    private Expression word() {
        if (cursor.at(1, '(')) {
            switch (cursor.peek().text().toUpperCase(Locale.ROOT)) {
                case "CAST", "TRY_CAST" -> {
                    return cast();
                }
                case "PARSE", "TRY_PARSE" -> throw cursor.notSupported(cursor.word());
                case "IIF" -> {
                    return iif();
                }
                default -> {
                    return named();
                }
            }
        }
        if (cursor.atWords("NEXT", "VALUE", "FOR")) {
            throw cursor.notSupported("NEXT VALUE FOR");
        }
        return named();
    }

    /** {@code name {.name} [( arguments ) …]}. */
    private Expression named() {
        List<String> parts = cursor.nameParts();
        if (cursor.peek().isOperator("::")) {
            throw cursor.notSupported("CLR type methods");
        }
        if (cursor.at('(')) {
            return function(parts);
        }
        if (parts.size() > 4) {
            throw cursor.notSupported("linked server names");
        }
        return new Expression.Column(parts.subList(0, parts.size() - 1), parts.get(parts.size() - 1));
    }

    private Expression function(List<String> parts) {
        if (isXmlMethod(parts)) {
            throw xmlMethod(parts.get(parts.size() - 1));
        }
        if (parts.size() == 1) {
            return call(ObjectName.of(parts.get(0).toUpperCase(Locale.ROOT)));
        }
        return call(cursor.objectName(parts));
    }

    /** {@code name ( [DISTINCT | ALL] arguments ) [OVER ( … )]}. */
    Expression call(ObjectName name) {
        boolean distinct = cursor.at(1, Keyword.DISTINCT);
        List<Expression> arguments;
        if (distinct || cursor.at(1, Keyword.ALL)) {
            cursor.expect('(');
            cursor.next();
            arguments = List.of(grammar.expressions.value());
            closeArguments(name);
        } else {
            cursor.expect('(');
            arguments = cursor.at(')') ? List.of() : cursor.list(grammar.expressions::argument);
            closeArguments(name);
        }
        if (cursor.at("WITHIN") && cursor.at(1, Keyword.GROUP)) {
            throw cursor.notSupported("WITHIN GROUP");
        }
        if (cursor.atWords("IGNORE", "NULLS") || cursor.atWords("RESPECT", "NULLS")) {
            throw cursor.notSupported(cursor.word() + " NULLS");
        }
        return new Expression.Call(name, distinct, arguments, over());
    }

    private void closeArguments(ObjectName name) {
        if (cursor.at(Keyword.FROM) && name.name().equals("TRIM")) {
            throw cursor.notSupported("TRIM with FROM");
        }
        cursor.expect(')');
    }

    /** {@code [OVER ( [PARTITION BY value {, value}] [ORDER BY …] [frame] )]}. */
    private Optional<Expression.Over> over() {
        if (!cursor.accept(Keyword.OVER)) {
            return Optional.empty();
        }
        cursor.expect('(');
        List<Expression> partitionBy = List.of();
        if (cursor.accept("PARTITION")) {
            cursor.expect(Keyword.BY);
            partitionBy = cursor.list(grammar.expressions::value);
        }
        List<Query.Order> orderBy = grammar.queries.orderBy();
        Optional<String> frame = Optional.empty();
        if (cursor.at("ROWS") || cursor.at("RANGE")) {
            frame = Optional.of(frame());
        }
        cursor.expect(')');
        return Optional.of(new Expression.Over(partitionBy, orderBy, frame));
    }

    /** {@code {ROWS | RANGE} {bound | BETWEEN bound AND bound}}, as text. */
    private String frame() {
        int start = cursor.peek().start();
        cursor.next();
        if (cursor.accept(Keyword.BETWEEN)) {
            bound();
            cursor.expect(Keyword.AND);
        }
        bound();
        return cursor.textFrom(start);
    }

    /** {@code UNBOUNDED PRECEDING | UNBOUNDED FOLLOWING | CURRENT ROW | n PRECEDING | n FOLLOWING}. */
    private void bound() {
        if (cursor.accept(Keyword.CURRENT)) {
            cursor.expect("ROW");
            return;
        }
        if (!cursor.accept("UNBOUNDED") && cursor.smallInteger() < 0) {
            throw cursor.syntaxError();
        }
        if (!cursor.accept("PRECEDING")) {
            cursor.expect("FOLLOWING");
        }
    }

    /** {@code IIF ( condition, value, value )}. */
    private Expression iif() {
        cursor.next();
        cursor.expect('(');
        List<Expression> arguments = new ArrayList<>();
        arguments.add(grammar.expressions.condition());
        for (int i = 0; i < 2; i++) {
            cursor.expect(',');
            arguments.add(grammar.expressions.value());
        }
        cursor.expect(')');
        return new Expression.Call(ObjectName.of("IIF"), false, arguments, Optional.empty());
    }

    /** {@code CASE [value] {WHEN … THEN value} [ELSE value] END}. */
    private Expression caseExpression() {
        cursor.expect(Keyword.CASE);
        Optional<Expression> input =
                cursor.at(Keyword.WHEN) ? Optional.empty() : Optional.of(grammar.expressions.value());
        List<Expression.When> branches = new ArrayList<>();
        do {
            cursor.expect(Keyword.WHEN);
            Expression when = input.isPresent() ? grammar.expressions.value() : grammar.expressions.condition();
            cursor.expect(Keyword.THEN);
            branches.add(new Expression.When(when, grammar.expressions.value()));
        } while (cursor.at(Keyword.WHEN));
        Optional<Expression> otherwise = Optional.empty();
        if (cursor.accept(Keyword.ELSE)) {
            otherwise = Optional.of(grammar.expressions.value());
        }
        cursor.expect(Keyword.END);
        return new Expression.Case(input, branches, otherwise);
    }

    /** {@code {CAST | TRY_CAST} ( value AS type )}. */
    private Expression cast() {
        boolean tolerant = cursor.word().equals("TRY_CAST");
        cursor.expect('(');
        Expression operand = grammar.expressions.value();
        cursor.expect(Keyword.AS);
        SqlType type = castType();
        cursor.expect(')');
        return new Expression.Cast(operand, type, Optional.empty(), tolerant);
    }

    /** {@code {CONVERT | TRY_CONVERT} ( type, value [, style] )}. */
    private Expression convert() {
        boolean tolerant = cursor.word().equals("TRY_CONVERT");
        cursor.expect('(');
        SqlType type = castType();
        cursor.expect(',');
        Expression operand = grammar.expressions.value();
        Optional<Expression> style = cursor.accept(',') ? Optional.of(grammar.expressions.value()) : Optional.empty();
        cursor.expect(')');
        return new Expression.Cast(operand, type, style, tolerant);
    }

    private SqlType castType() {
        return grammar.types.type("type '" + cursor.peek().text() + "'", TypeParser.CAST_LENGTH);
    }
}
