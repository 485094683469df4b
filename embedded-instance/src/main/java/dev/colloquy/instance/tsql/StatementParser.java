package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lists of statements and the first word of each. Statements need no separator. SEND, RECEIVE, GET CONVERSATION GROUP,
 * MOVE CONVERSATION and THROW are words of the language only where a statement cannot be the rest of the one before:
 * first in a batch or block, after a semicolon, after the condition of IF and WHILE, after ELSE.
 */
final class StatementParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    /** True while the next statement would be the first of the batch or of a procedure's body. */
    private boolean first = true;

    private boolean inProcedure;

    StatementParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code {;} {statement {;}}} to the end of the text. */
    List<Statement> batch() {
        first = true;
        return list(false);
    }

    /** The statements of a procedure, which reach to the end of the batch. */
    List<Statement> body() {
        inProcedure = true;
        return batch();
    }

    /** {@code statement {[;] statement}} up to END, which is not taken. */
    List<Statement> block() {
        return list(true);
    }

    private List<Statement> list(boolean inBlock) {
        List<Statement> statements = new ArrayList<>();
        boolean fresh = true;
        while (true) {
            while (cursor.accept(';')) {
                fresh = true;
            }
            if (cursor.atEnd() || (inBlock && atBlockEnd())) {
                return statements;
            }
            statements.add(statement(fresh));
            fresh = false;
        }
    }

    private boolean atBlockEnd() {
        return cursor.at(Keyword.END) && !cursor.at(1, "CONVERSATION");
    }

    /** True if the definition being parsed is the first statement of its batch. */
    boolean isFirst() {
        return first && !inProcedure;
    }

    /** The statement behind IF, ELSE and WHILE. */
    Statement nested() {
        return statement(true);
    }

    private Statement statement(boolean fresh) {
        cursor.enter();
        boolean firstOfBatch = first;
        Keyword keyword = cursor.peek().keyword();
        boolean definition = keyword == Keyword.CREATE || keyword == Keyword.ALTER;
        if (!definition) {
            first = false;
        }
        Statement statement;
        if (keyword != null) {
            statement = keyword(keyword);
        } else if (cursor.at('(') && (cursor.at(1, Keyword.SELECT) || cursor.at(1, '('))) {
            statement = grammar.data.statement();
        } else if (cursor.at('{')) {
            statement = grammar.odbc.call();
        } else {
            statement = word(fresh, firstOfBatch);
        }
        first = false;
        cursor.leave();
        return statement;
    }

    private Statement keyword(Keyword keyword) {
        return switch (keyword) {
            case SELECT, WITH, INSERT, UPDATE, DELETE, MERGE -> grammar.data.statement();
            case TRUNCATE -> grammar.data.truncate();
            case DECLARE -> grammar.control.declare();
            case SET -> grammar.settings.set();
            case IF -> grammar.control.ifStatement();
            case WHILE -> grammar.control.whileStatement();
            case BEGIN -> grammar.control.begin();
            case BREAK, CONTINUE -> grammar.control.jump();
            case RETURN -> grammar.control.returnStatement();
            case WAITFOR -> grammar.control.waitFor();
            case PRINT -> grammar.control.print();
            case RAISERROR -> grammar.control.raiserror();
            case USE -> grammar.control.use();
            case COMMIT -> grammar.control.commit();
            case ROLLBACK -> grammar.control.rollback();
            case SAVE -> grammar.control.save();
            case EXEC, EXECUTE -> grammar.executes.execute();
            case END -> end();
            case GRANT, DENY, REVOKE -> grammar.security.permission();
            case CREATE, ALTER, DROP, BACKUP -> grammar.definitions.statement();
            default -> throw Unsupported.statement(cursor);
        };
    }

    private Statement end() {
        if (!cursor.at(1, "CONVERSATION")) {
            throw cursor.syntaxError();
        }
        return grammar.brokerStatements.endConversation();
    }

    /** Statements that begin with a word that is not reserved, and the bare name of a procedure. */
    private Statement word(boolean fresh, boolean firstOfBatch) {
        if (cursor.at(TokenType.WORD)) {
            if (cursor.at(1, ':')) {
                throw cursor.notSupported("GOTO");
            }
            Optional<Statement> contextual = fresh ? contextual() : Optional.empty();
            if (contextual.isPresent()) {
                return contextual.get();
            }
            Unsupported.check(cursor);
        }
        if (firstOfBatch && cursor.peek().isIdentifier()) {
            return grammar.executes.bare();
        }
        throw cursor.syntaxError();
    }

    private Optional<Statement> contextual() {
        return switch (cursor.peek().text().toUpperCase(Locale.ROOT)) {
            case "SEND" -> cursor.at(1, Keyword.ON) ? Optional.of(grammar.brokerStatements.send()) : Optional.empty();
            case "RECEIVE" -> Optional.of(grammar.brokerStatements.receive());
            case "GET" ->
                cursor.at(1, "CONVERSATION")
                        ? Optional.of(grammar.brokerStatements.getConversationGroup())
                        : Optional.empty();
            case "MOVE" ->
                cursor.at(1, "CONVERSATION")
                        ? Optional.of(grammar.brokerStatements.moveConversation())
                        : Optional.empty();
            case "THROW" -> Optional.of(grammar.control.throwStatement());
            default -> Optional.empty();
        };
    }
}
