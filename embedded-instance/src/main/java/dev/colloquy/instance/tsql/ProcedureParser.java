package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CREATE and ALTER PROCEDURE, and the parameter lists of sp_executesql. */
final class ProcedureParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    ProcedureParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /**
     * {@code {PROC | PROCEDURE} name [parameters | ( parameters )] [WITH option {, option}] AS {statement}}, which
     * reaches to the end of the batch.
     */
    Statement procedure(Position position, DefinitionStatement.ProcedureMode mode) {
        grammar.definitions.requireFirst("CREATE/ALTER PROCEDURE");
        cursor.next();
        ObjectName name = cursor.objectName();
        if (cursor.at(';') && cursor.at(1, TokenType.INTEGER)) {
            throw cursor.notSupported("numbered procedures");
        }
        List<DefinitionStatement.Parameter> parameters = parameters();
        Optional<String> executeAs = options();
        if (cursor.at(Keyword.FOR)) {
            throw cursor.notSupported("FOR REPLICATION");
        }
        cursor.expect(Keyword.AS);
        if (cursor.at(Keyword.EXTERNAL)) {
            throw cursor.notSupported("EXTERNAL NAME");
        }
        List<Statement> body = grammar.statements.body();
        String text = cursor.text().substring(position.offset());
        return new DefinitionStatement.CreateProcedure(position, name, mode, parameters, executeAs, body, text);
    }

    private List<DefinitionStatement.Parameter> parameters() {
        if (cursor.at('(')) {
            return cursor.listInParentheses(this::parameter);
        }
        return cursor.at(TokenType.VARIABLE) ? cursor.list(this::parameter) : List.of();
    }

    /** {@code @name [AS] type [NULL | NOT NULL] [= constant] [OUT | OUTPUT] [READONLY]}. */
    DefinitionStatement.Parameter parameter() {
        String name = cursor.variable();
        cursor.accept(Keyword.AS);
        refuseTableType();
        SqlType type = grammar.types.type("parameter '" + name + "'", TypeParser.DECLARED_LENGTH);
        if (cursor.accept(Keyword.NOT)) {
            throw cursor.notSupported("NOT NULL parameters");
        }
        cursor.accept(Keyword.NULL);
        Optional<Expression> value = Optional.empty();
        if (cursor.accept('=')) {
            value = Optional.of(defaultValue());
        }
        boolean output = cursor.accept("OUTPUT") || cursor.accept("OUT");
        if (cursor.at("READONLY")) {
            throw cursor.notSupported("READONLY");
        }
        return new DefinitionStatement.Parameter(name, type, value, output);
    }

    /** A constant; a bare word is a string, as in EXECUTE. */
    private Expression defaultValue() {
        if (cursor.peek().isIdentifier()) {
            return Literals.nvarchar(cursor.identifier());
        }
        cursor.accept('+');
        return grammar.expressions.operand();
    }

    /** A table type is told by READONLY behind its name. */
    private void refuseTableType() {
        int ahead = 0;
        while (cursor.peek(ahead).isIdentifier() || cursor.at(ahead, '.')) {
            if (cursor.at(ahead, "READONLY")) {
                throw cursor.notSupported("READONLY");
            }
            ahead++;
        }
    }

    /** {@code [WITH {EXECUTE AS {CALLER | SELF | OWNER | 'user'} | RECOMPILE} {, …}]}; absent means CALLER. */
    private Optional<String> options() {
        Optional<String> executeAs = Optional.empty();
        if (!cursor.accept(Keyword.WITH)) {
            return executeAs;
        }
        do {
            if (cursor.accept("RECOMPILE")) {
                continue;
            }
            if (cursor.at("ENCRYPTION") || cursor.at("NATIVE_COMPILATION") || cursor.at("SCHEMABINDING")) {
                throw cursor.notSupported("WITH " + cursor.word());
            }
            if (!cursor.accept(Keyword.EXEC)) {
                cursor.expect(Keyword.EXECUTE);
            }
            cursor.expect(Keyword.AS);
            executeAs = Optional.of(principal());
        } while (cursor.accept(','));
        return executeAs;
    }

    /** {@code CALLER}, {@code SELF} and {@code OWNER} in upper case; a user's name as it is written. */
    private String principal() {
        if (cursor.peek().isString()) {
            return cursor.string();
        }
        String word = cursor.identifier().toUpperCase(Locale.ROOT);
        if (!List.of("CALLER", "SELF", "OWNER").contains(word)) {
            throw cursor.syntaxError();
        }
        return word;
    }
}
