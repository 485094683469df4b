package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/** EXECUTE in all its forms. */
final class ExecuteParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    ExecuteParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code {EXEC | EXECUTE} {( value ) | [@status =] {procedure | @name} [arguments] [WITH RECOMPILE]}}. */
    ControlStatement execute() {
        Position position = cursor.position();
        cursor.next();
        if (cursor.at(Keyword.AS)) {
            throw cursor.notSupported("EXECUTE AS");
        }
        if (cursor.accept('(')) {
            return executeString(position);
        }
        Optional<String> status = Optional.empty();
        if (cursor.at(TokenType.VARIABLE) && cursor.at(1, '=')) {
            status = Optional.of(cursor.variable());
            cursor.next();
        }
        if (cursor.at(TokenType.VARIABLE)) {
            Optional<String> variable = Optional.of(cursor.variable());
            return new ControlStatement.Execute(position, status, Optional.empty(), variable, arguments());
        }
        return named(position, status);
    }

    /** A procedure's name without EXEC, at the start of a batch. */
    ControlStatement bare() {
        return named(cursor.position(), Optional.empty());
    }

    private ControlStatement named(Position position, Optional<String> status) {
        ObjectName procedure = cursor.objectName();
        if (cursor.at(';') && cursor.at(1, TokenType.INTEGER)) {
            if (!cursor.peek(1).text().equals("1")) {
                throw cursor.notSupported("numbered procedures");
            }
            cursor.next();
            cursor.next();
        }
        return new ControlStatement.Execute(position, status, Optional.of(procedure), Optional.empty(), arguments());
    }

    private ControlStatement executeString(Position position) {
        Expression text = grammar.expressions.value();
        if (cursor.at(',')) {
            throw cursor.notSupported("EXECUTE (…) with parameters");
        }
        cursor.expect(')');
        if (cursor.at("AT")) {
            throw cursor.notSupported("EXECUTE AT");
        }
        if (cursor.at(Keyword.AS)) {
            throw cursor.notSupported("EXECUTE (…) AS");
        }
        return new ControlStatement.ExecuteString(position, text);
    }

    /** {@code [argument {, argument}] [WITH RECOMPILE]}. */
    private List<ControlStatement.Argument> arguments() {
        List<ControlStatement.Argument> arguments =
                startsArgument(cursor.peek()) ? cursor.list(this::argument) : List.of();
        if (cursor.at(Keyword.WITH) && cursor.at(1, "RECOMPILE")) {
            cursor.next();
            cursor.next();
        } else if (cursor.at(Keyword.WITH) && cursor.at(1, "RESULT")) {
            throw cursor.notSupported("WITH RESULT SETS");
        }
        return arguments;
    }

    private static boolean startsArgument(Token token) {
        return switch (token.type()) {
            case WORD ->
                token.keyword() == null || token.keyword() == Keyword.NULL || token.keyword() == Keyword.DEFAULT;
            case SYMBOL -> token.isSymbol('-') || token.isSymbol('+') || token.isSymbol('{');
            case END -> false;
            default -> true;
        };
    }

    /** {@code [@name =] {value | @v [OUT | OUTPUT] | DEFAULT}}. */
    ControlStatement.Argument argument() {
        Optional<String> name = Optional.empty();
        if (cursor.at(TokenType.VARIABLE) && cursor.at(1, '=')) {
            name = Optional.of(cursor.variable());
            cursor.next();
        }
        if (cursor.accept(Keyword.DEFAULT)) {
            return new ControlStatement.Argument(name, Optional.empty(), false);
        }
        boolean variable = cursor.at(TokenType.VARIABLE);
        Optional<Expression> value = Optional.of(value());
        boolean output = variable && (cursor.accept("OUTPUT") || cursor.accept("OUT"));
        return new ControlStatement.Argument(name, value, output);
    }

    /** {@code constant | @v | @@v | word | { escape }}. */
    private Expression value() {
        if (cursor.at(TokenType.SYSTEM_VARIABLE) || cursor.at('{')) {
            return grammar.primaries.primary(false);
        }
        if (cursor.peek().isIdentifier()) {
            return Literals.nvarchar(cursor.identifier());
        }
        cursor.accept('+');
        return grammar.expressions.operand();
    }
}
