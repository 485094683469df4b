package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import java.util.List;
import java.util.Optional;

/** The run-time verbs of Service Broker, from BEGIN DIALOG to END CONVERSATION. */
final class BrokerStatementParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    BrokerStatementParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /**
     * {@code BEGIN DIALOG [CONVERSATION] @handle FROM SERVICE name TO SERVICE 'name' [, 'broker'] [ON CONTRACT name]
     * [WITH option {[,] option}]}.
     */
    Statement beginDialog() {
        Position position = cursor.position();
        cursor.expectWords("BEGIN", "DIALOG");
        cursor.accept("CONVERSATION");
        String handle = cursor.variable();
        cursor.expectWords("FROM", "SERVICE");
        String from = cursor.identifier();
        cursor.expectWords("TO", "SERVICE");
        Expression to = grammar.expressions.operand();
        Optional<Expression> broker =
                cursor.accept(',') ? Optional.of(grammar.expressions.operand()) : Optional.empty();
        Optional<String> contract = Optional.empty();
        if (cursor.accept(Keyword.ON)) {
            cursor.expect("CONTRACT");
            contract = Optional.of(cursor.identifier());
        }
        DialogOptions options = new DialogOptions();
        if (cursor.accept(Keyword.WITH)) {
            options.read();
        }
        return new BrokerStatement.BeginDialog(
                position,
                handle,
                from,
                to,
                broker,
                contract,
                options.relatedConversation,
                options.relatedGroup,
                options.lifetime,
                options.encryption);
    }

    /** What follows WITH in BEGIN DIALOG; in any order, with or without commas. */
    private final class DialogOptions {
        private Optional<Expression> relatedConversation = Optional.empty();
        private Optional<Expression> relatedGroup = Optional.empty();
        private Optional<Expression> lifetime = Optional.empty();
        private Optional<Boolean> encryption = Optional.empty();

        void read() {
            option();
            while (cursor.accept(',') || atOption()) {
                option();
            }
        }

        private boolean atOption() {
            return cursor.at(1, '=')
                    && (cursor.at("RELATED_CONVERSATION")
                            || cursor.at("RELATED_CONVERSATION_GROUP")
                            || cursor.at("LIFETIME")
                            || cursor.at("ENCRYPTION"));
        }

        private void option() {
            if (cursor.accept("RELATED_CONVERSATION")) {
                relatedConversation = value();
            } else if (cursor.accept("RELATED_CONVERSATION_GROUP")) {
                relatedGroup = value();
            } else if (cursor.accept("LIFETIME")) {
                lifetime = value();
            } else {
                cursor.expect("ENCRYPTION");
                cursor.expect('=');
                encryption = Optional.of(cursor.onOff());
            }
        }

        private Optional<Expression> value() {
            cursor.expect('=');
            return Optional.of(grammar.expressions.operand());
        }
    }

    /** {@code SEND ON CONVERSATION {handle | ( handle {, handle} )} [MESSAGE TYPE name] [( value )]}. */
    Statement send() {
        Position position = cursor.position();
        cursor.expectWords("SEND", "ON", "CONVERSATION");
        boolean list = cursor.at('(');
        List<Expression> handles =
                list ? cursor.listInParentheses(grammar.expressions::operand) : List.of(grammar.expressions.operand());
        Optional<String> messageType = Optional.empty();
        if (cursor.accept("MESSAGE")) {
            cursor.expect("TYPE");
            messageType = Optional.of(cursor.identifier());
        }
        Optional<Expression> body = Optional.empty();
        if (cursor.accept('(')) {
            body = Optional.of(grammar.expressions.value());
            cursor.expect(')');
        }
        return new BrokerStatement.Send(position, handles, list, messageType, body);
    }

    /** {@code RECEIVE …} outside of WAITFOR. */
    Statement receive() {
        return receive(cursor.position()).at(false, Optional.empty());
    }

    /** {@code WAITFOR ( {RECEIVE … | GET CONVERSATION GROUP …} ) [, TIMEOUT milliseconds]}. */
    Statement waitFor() {
        Position position = cursor.position();
        cursor.expect(Keyword.WAITFOR);
        cursor.expect('(');
        Waitable waitable = cursor.at("GET") ? getGroup(position) : receive(position);
        cursor.expect(')');
        Optional<Expression> timeout = Optional.empty();
        if (cursor.accept(',')) {
            cursor.expect("TIMEOUT");
            timeout = Optional.of(grammar.expressions.operand());
        }
        return waitable.at(true, timeout);
    }

    /** A statement whose place, inside or outside of WAITFOR, is told last. */
    @FunctionalInterface
    private interface Waitable {
        Statement at(boolean waiting, Optional<Expression> timeout);
    }

    /** {@code RECEIVE [TOP …] item {, item} FROM queue [INTO @table] [WHERE filter]}. */
    private Waitable receive(Position position) {
        cursor.expect("RECEIVE");
        Optional<Expression> top = grammar.queries.top().map(this::plainTop);
        List<Query.Item> items = cursor.list(grammar.queries::item);
        cursor.expect(Keyword.FROM);
        ObjectName queue = cursor.objectName();
        Optional<String> into = cursor.accept(Keyword.INTO) ? Optional.of(cursor.variable()) : Optional.empty();
        checkAssignments(items, into);
        Optional<BrokerStatement.ReceiveFilter> filter =
                cursor.accept(Keyword.WHERE) ? Optional.of(filter()) : Optional.empty();
        return (waiting, timeout) ->
                new BrokerStatement.Receive(position, top, items, queue, into, filter, waiting, timeout);
    }

    private Expression plainTop(Query.Top top) {
        if (top.percent() || top.withTies()) {
            throw cursor.syntaxError();
        }
        return top.count();
    }

    private void checkAssignments(List<Query.Item> items, Optional<String> into) {
        long assigning =
                items.stream().filter(item -> item.variable().isPresent()).count();
        if (assigning > 0 && assigning < items.size()) {
            throw receiveError(
                    8447,
                    "A RECEIVE statement that assigns a value to a variable must not be combined with data retrieval"
                            + " operations.");
        }
        if (assigning > 0 && into.isPresent()) {
            throw receiveError(
                    8450, "Assignments in the RECEIVE projection are not allowed in conjunction with the INTO clause.");
        }
    }

    private SqlError receiveError(int number, String message) {
        return new SqlError(number, message).at(cursor.peek().line(), "");
    }

    /** {@code {conversation_handle | conversation_group_id} = {@v | constant}}, once. */
    private BrokerStatement.ReceiveFilter filter() {
        String column = cursor.peek().text();
        boolean group = column.equalsIgnoreCase("conversation_group_id");
        if (!group && !column.equalsIgnoreCase("conversation_handle")) {
            throw cursor.syntaxError();
        }
        cursor.identifier();
        cursor.expect('=');
        return new BrokerStatement.ReceiveFilter(group, grammar.expressions.operand());
    }

    /** {@code GET CONVERSATION GROUP …} outside of WAITFOR. */
    Statement getConversationGroup() {
        return getGroup(cursor.position()).at(false, Optional.empty());
    }

    /** {@code GET CONVERSATION GROUP @group FROM queue}. */
    private Waitable getGroup(Position position) {
        cursor.expectWords("GET", "CONVERSATION", "GROUP");
        String variable = cursor.variable();
        cursor.expect(Keyword.FROM);
        ObjectName queue = cursor.objectName();
        return (waiting, timeout) ->
                new BrokerStatement.GetConversationGroup(position, variable, queue, waiting, timeout);
    }

    /** {@code MOVE CONVERSATION handle TO group}. */
    Statement moveConversation() {
        Position position = cursor.position();
        cursor.expectWords("MOVE", "CONVERSATION");
        Expression handle = grammar.expressions.operand();
        cursor.expect("TO");
        return new BrokerStatement.MoveConversation(position, handle, grammar.expressions.operand());
    }

    /** {@code BEGIN CONVERSATION TIMER ( handle ) TIMEOUT = seconds}. */
    Statement beginConversationTimer() {
        Position position = cursor.position();
        cursor.expectWords("BEGIN", "CONVERSATION", "TIMER");
        cursor.expect('(');
        Expression handle = grammar.expressions.value();
        cursor.expect(')');
        cursor.expect("TIMEOUT");
        cursor.expect('=');
        return new BrokerStatement.BeginConversationTimer(position, handle, grammar.expressions.value());
    }

    /** {@code END CONVERSATION handle [WITH {ERROR = code DESCRIPTION = text | CLEANUP}]}. */
    Statement endConversation() {
        Position position = cursor.position();
        cursor.expectWords("END", "CONVERSATION");
        Expression handle = grammar.expressions.operand();
        Optional<Expression> code = Optional.empty();
        Optional<Expression> description = Optional.empty();
        boolean cleanup = cursor.acceptWords("WITH", "CLEANUP");
        if (!cleanup && cursor.acceptWords("WITH", "ERROR")) {
            cursor.expect('=');
            code = Optional.of(grammar.expressions.operand());
            cursor.expect("DESCRIPTION");
            cursor.expect('=');
            description = Optional.of(grammar.expressions.operand());
        }
        return new BrokerStatement.EndConversation(position, handle, code, description, cleanup);
    }
}
