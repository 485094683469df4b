package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Variables, control flow, transactions and errors. */
final class ControlParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    ControlParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code DECLARE declaration {, declaration}}. */
    Statement declare() {
        Position position = cursor.position();
        cursor.expect(Keyword.DECLARE);
        if (cursor.peek().isIdentifier()) {
            throw cursor.notSupported("DECLARE CURSOR");
        }
        List<Statement> statements = new ArrayList<>();
        List<ControlStatement.VariableDeclaration> scalars = new ArrayList<>();
        do {
            String name = cursor.variable();
            cursor.accept(Keyword.AS);
            if (cursor.accept(Keyword.TABLE)) {
                flush(position, scalars, statements);
                statements.add(new ControlStatement.DeclareTable(position, name, grammar.tables.variableElements()));
            } else {
                scalars.add(scalar(name));
            }
        } while (cursor.accept(','));
        flush(position, scalars, statements);
        return statements.size() == 1 ? statements.get(0) : new ControlStatement.Block(position, statements);
    }

    private static void flush(
            Position position, List<ControlStatement.VariableDeclaration> scalars, List<Statement> statements) {
        if (!scalars.isEmpty()) {
            statements.add(new ControlStatement.Declare(position, scalars));
            scalars.clear();
        }
    }

    /** {@code type [= value]} after the name. */
    private ControlStatement.VariableDeclaration scalar(String name) {
        if (cursor.at(Keyword.CURSOR)) {
            throw cursor.notSupported("DECLARE CURSOR");
        }
        SqlType type = grammar.types.type("parameter '" + name + "'", TypeParser.DECLARED_LENGTH);
        Optional<Expression> value = cursor.accept('=') ? Optional.of(grammar.expressions.value()) : Optional.empty();
        return new ControlStatement.VariableDeclaration(name, type, value);
    }

    /** {@code IF condition statement [[;] ELSE statement]}. */
    Statement ifStatement() {
        Position position = cursor.position();
        cursor.expect(Keyword.IF);
        Expression condition = grammar.expressions.condition();
        Statement then = grammar.statements.nested();
        if (cursor.at(';') && cursor.at(1, Keyword.ELSE)) {
            cursor.next();
        }
        Optional<Statement> otherwise = Optional.empty();
        if (cursor.accept(Keyword.ELSE)) {
            otherwise = Optional.of(grammar.statements.nested());
        }
        return new ControlStatement.If(position, condition, then, otherwise);
    }

    /** {@code WHILE condition statement}. */
    Statement whileStatement() {
        Position position = cursor.position();
        cursor.expect(Keyword.WHILE);
        Expression condition = grammar.expressions.condition();
        return new ControlStatement.While(position, condition, grammar.statements.nested());
    }

    /** {@code BREAK | CONTINUE}. */
    Statement jump() {
        Position position = cursor.position();
        return cursor.next().keyword() == Keyword.BREAK
                ? new ControlStatement.Break(position)
                : new ControlStatement.Continue(position);
    }

    /** {@code RETURN [value]}. */
    Statement returnStatement() {
        Position position = cursor.position();
        cursor.expect(Keyword.RETURN);
        Optional<Expression> value = startsReturnValue() ? Optional.of(grammar.expressions.value()) : Optional.empty();
        return new ControlStatement.Return(position, value);
    }

    private boolean startsReturnValue() {
        Token token = cursor.peek();
        return switch (token.type()) {
            case INTEGER, DECIMAL, FLOAT, MONEY, BINARY, STRING, NATIONAL_STRING, VARIABLE, SYSTEM_VARIABLE, QUOTED ->
                true;
            case SYMBOL -> token.isSymbol('-') || token.isSymbol('+') || token.isSymbol('~') || token.isSymbol('(');
            case WORD ->
                (token.keyword() == null && cursor.at(1, '('))
                        || token.keyword() == Keyword.CASE
                        || token.keyword() == Keyword.NULL
                        || token.keyword() == Keyword.COALESCE
                        || token.keyword() == Keyword.NULLIF
                        || token.keyword() == Keyword.CONVERT;
            case END -> false;
        };
    }

    /** {@code BEGIN {TRY | TRANSACTION | DIALOG | CONVERSATION TIMER | statements END}}. */
    Statement begin() {
        if (cursor.at(1, Keyword.TRAN) || cursor.at(1, Keyword.TRANSACTION)) {
            return beginTransaction();
        }
        if (cursor.at(1, "TRY")) {
            return tryCatch();
        }
        if (cursor.at(1, "DIALOG")) {
            return grammar.brokerStatements.beginDialog();
        }
        if (cursor.atWords("BEGIN", "CONVERSATION", "TIMER")) {
            return grammar.brokerStatements.beginConversationTimer();
        }
        Unsupported.check(cursor);
        Position position = cursor.position();
        cursor.expect(Keyword.BEGIN);
        List<Statement> statements = grammar.statements.block();
        if (statements.isEmpty()) {
            throw cursor.syntaxError();
        }
        cursor.expect(Keyword.END);
        return new ControlStatement.Block(position, statements);
    }

    /** {@code BEGIN TRY statements END TRY BEGIN CATCH [statements] END CATCH}. */
    private Statement tryCatch() {
        Position position = cursor.position();
        cursor.expectWords("BEGIN", "TRY");
        List<Statement> body = grammar.statements.block();
        if (body.isEmpty()) {
            throw cursor.syntaxError();
        }
        cursor.expectWords("END", "TRY", "BEGIN", "CATCH");
        List<Statement> handler = grammar.statements.block();
        cursor.expectWords("END", "CATCH");
        return new ControlStatement.TryCatch(position, body, handler);
    }

    /** {@code THROW [number, message, state]}. */
    Statement throwStatement() {
        Position position = cursor.position();
        cursor.expect("THROW");
        if (!Literals.isLiteral(cursor.peek()) && !cursor.at(TokenType.VARIABLE)) {
            return new ControlStatement.Throw(position, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Expression number = grammar.expressions.operand();
        cursor.expect(',');
        Expression message = grammar.expressions.operand();
        cursor.expect(',');
        Expression state = grammar.expressions.operand();
        return new ControlStatement.Throw(position, Optional.of(number), Optional.of(message), Optional.of(state));
    }

    /** {@code RAISERROR ( message, severity, state {, argument} ) [WITH option {, option}]}. */
    Statement raiserror() {
        Position position = cursor.position();
        cursor.expect(Keyword.RAISERROR);
        cursor.expect('(');
        Expression message = grammar.expressions.value();
        cursor.expect(',');
        Expression severity = grammar.expressions.value();
        cursor.expect(',');
        Expression state = grammar.expressions.value();
        List<Expression> arguments = cursor.accept(',') ? cursor.list(grammar.expressions::value) : List.of();
        cursor.expect(')');
        List<String> options = List.of();
        if (cursor.at(Keyword.WITH) && (cursor.at(1, "NOWAIT") || cursor.at(1, "LOG") || cursor.at(1, "SETERROR"))) {
            cursor.next();
            options = cursor.list(cursor::word);
        }
        return new ControlStatement.Raiserror(position, message, severity, state, arguments, options);
    }

    /** {@code PRINT value}. */
    Statement print() {
        Position position = cursor.position();
        cursor.expect(Keyword.PRINT);
        return new ControlStatement.Print(position, grammar.expressions.value());
    }

    /** {@code USE database}. */
    Statement use() {
        Position position = cursor.position();
        cursor.expect(Keyword.USE);
        return new ControlStatement.Use(position, cursor.identifier());
    }

    /** {@code WAITFOR {DELAY time | TIME time | ( receive | get-conversation-group ) [, TIMEOUT n]}}. */
    Statement waitFor() {
        if (cursor.at(1, '(')) {
            return grammar.brokerStatements.waitFor();
        }
        Position position = cursor.position();
        cursor.expect(Keyword.WAITFOR);
        boolean delay = cursor.accept("DELAY");
        if (!delay) {
            cursor.expect("TIME");
        }
        return new ControlStatement.WaitFor(position, delay, grammar.expressions.operand());
    }

    /** {@code BEGIN {TRAN | TRANSACTION} [name]}. */
    private Statement beginTransaction() {
        Position position = cursor.position();
        cursor.expect(Keyword.BEGIN);
        acceptTransaction();
        Optional<Expression> name = transactionName();
        if (cursor.at(Keyword.WITH) && cursor.at(1, "MARK")) {
            throw cursor.notSupported("BEGIN TRANSACTION … WITH MARK");
        }
        return new ControlStatement.BeginTransaction(position, name);
    }

    private boolean acceptTransaction() {
        return cursor.accept(Keyword.TRAN) || cursor.accept(Keyword.TRANSACTION);
    }

    /** {@code [name | @name]}. */
    private Optional<Expression> transactionName() {
        if (cursor.at(TokenType.VARIABLE)) {
            return Optional.of(new Expression.Variable(cursor.variable()));
        }
        if (cursor.peek().isIdentifier()) {
            return Optional.of(Literals.nvarchar(cursor.identifier()));
        }
        return Optional.empty();
    }

    /** {@code COMMIT [WORK | {TRAN | TRANSACTION} [name]] [WITH ( DELAYED_DURABILITY = {ON | OFF} )]}. */
    Statement commit() {
        Position position = cursor.position();
        cursor.expect(Keyword.COMMIT);
        if (acceptTransaction()) {
            transactionName();
        } else {
            cursor.accept("WORK");
        }
        boolean delayed = false;
        if (cursor.at(Keyword.WITH) && cursor.at(1, '(')) {
            cursor.next();
            cursor.expect('(');
            cursor.expect("DELAYED_DURABILITY");
            cursor.expect('=');
            delayed = cursor.onOff();
            cursor.expect(')');
        }
        return new ControlStatement.Commit(position, delayed);
    }

    /** {@code ROLLBACK [WORK | {TRAN | TRANSACTION} [name]]}. */
    Statement rollback() {
        Position position = cursor.position();
        cursor.expect(Keyword.ROLLBACK);
        Optional<Expression> name = Optional.empty();
        if (acceptTransaction()) {
            name = transactionName();
        } else {
            cursor.accept("WORK");
        }
        return new ControlStatement.Rollback(position, name);
    }

    /** {@code SAVE {TRAN | TRANSACTION} name}. */
    Statement save() {
        Position position = cursor.position();
        cursor.expect(Keyword.SAVE);
        if (!acceptTransaction()) {
            throw cursor.syntaxError();
        }
        Expression name = transactionName().orElseThrow(this::nameExpected);
        return new ControlStatement.SaveTransaction(position, name);
    }

    private SqlError nameExpected() {
        return cursor.syntaxError();
    }
}
