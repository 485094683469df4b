package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.relational.Modification;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.tsql.BrokerStatement;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.util.List;

/** Queries, data changes and the verbs of Service Broker: what reads or writes rows and messages. */
final class DataStatements {
    private final EngineSession session;
    private final Interpreter interpreter;
    private final SelectWithoutFrom withoutFrom;

    DataStatements(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.session = interpreter.session();
        this.withoutFrom = new SelectWithoutFrom();
    }

    void execute(DataStatement statement, Scope scope) {
        if (statement instanceof DataStatement.Select s) {
            select(s, scope);
        } else if (statement instanceof DataStatement.Insert s && s.source() instanceof DataStatement.ExecuteSource e) {
            insertExecute(s, e, scope);
        } else {
            modify(statement, scope);
        }
    }

    // Queries

    private void select(DataStatement.Select statement, Scope scope) {
        if (statement.query() instanceof Query.Select query) {
            if (query.into().isPresent()) {
                selectInto(statement, query.into().get(), scope);
                return;
            }
            if (statement.with().isEmpty() && SelectWithoutFrom.applies(query, scope)) {
                withoutFrom(query, scope);
                return;
            }
            if (query.assignments()) {
                startImplicitTransaction();
                selectAssignments(statement, scope);
                return;
            }
        }
        startImplicitTransaction();
        session.transaction().lockTimeout(session.settings().lockTimeout);
        ResultSink sink = new ResultSink(session);
        session.instance().relational().query(statement, scope, sink);
        end(sink, Command.SELECT);
    }

    private void withoutFrom(Query.Select query, Scope scope) {
        if (SelectWithoutFrom.containsQuery(query)) {
            startImplicitTransaction();
        }
        if (query.assignments()) {
            long rows = withoutFrom.assign(query, scope);
            succeed(rows);
            done(Command.SELECT, false, rows, scope);
        } else {
            ResultSink sink = new ResultSink(session);
            withoutFrom.run(query, scope, sink);
            end(sink, Command.SELECT);
        }
    }

    private void selectAssignments(DataStatement.Select statement, Scope scope) {
        session.transaction().lockTimeout(session.settings().lockTimeout);
        long rows = session.instance().relational().query(statement, scope, new NoRows());
        succeed(rows);
        done(Command.SELECT, false, rows, scope);
    }

    private void selectInto(DataStatement.Select statement, ObjectName into, Scope scope) {
        beginChange(true);
        if (TemporaryTables.isTemporary(into.name())) {
            TemporaryTables.create(into.name(), scope);
        } else {
            session.instance().authorization().requireDefinition("CREATE TABLE", scope);
        }
        long rows = session.instance().relational().query(statement, scope, new NoRows());
        succeed(rows);
        done(Command.SELECT_INTO, true, rows, scope);
    }

    /** SET FMTONLY ON: the columns without rows. */
    void describe(DataStatement.Select statement, Scope scope) {
        if (statement.query() instanceof Query.Select query && query.assignments()) {
            return;
        }
        ResultSink sink = new ResultSink(session);
        if (statement.query() instanceof Query.Select query && SelectWithoutFrom.applies(query, scope)) {
            sink.columns(withoutFrom.columns(query, scope));
        } else {
            sink.columns(session.instance().relational().describe(statement, scope));
        }
        end(sink, Command.SELECT);
    }

    // Changes

    /** The relational room undoes a change of several steps itself. */
    private void modify(DataStatement statement, Scope scope) {
        beginChange(false);
        session.transaction().lockTimeout(session.settings().lockTimeout);
        ResultSink sink = new ResultSink(session);
        Modification modification = session.instance().relational().modify(statement, scope, sink);
        if (modification.identity().isPresent()) {
            scope.identity(SqlValue.of(
                    LastStatement.IDENTITY_TYPE,
                    BigDecimal.valueOf(modification.identity().getAsLong())));
        }
        succeed(modification.rows());
        session.openResult(null);
        boolean counted = !(statement instanceof DataStatement.Truncate);
        done(modification.command(), counted, modification.rows(), sink.hasColumns(), scope);
    }

    private void insertExecute(DataStatement.Insert insert, DataStatement.ExecuteSource source, Scope scope) {
        beginChange(true);
        boolean ended = session.transaction().beginOfStatement();
        CapturedRows captured =
                new CapturedRows(session.response(), insert.columns().size());
        boolean succeeded = false;
        try {
            capture(source, captured, scope);
            long rows = captured.rows().isEmpty()
                    ? 0
                    : session.instance().relational().insertRows(insert, captured.rows(), captured.types(), scope);
            succeeded = true;
            if (ended) {
                session.transaction().endOfStatement(true);
            }
            succeed(rows);
            done(Command.INSERT, true, rows, scope);
        } finally {
            if (ended && !succeeded) {
                session.transaction().endOfStatement(false);
            }
        }
    }

    private void capture(DataStatement.ExecuteSource source, CapturedRows captured, Scope scope) {
        Transaction.Savepoint start = session.transaction().suspendStatement();
        Response outer = session.redirect(captured);
        try {
            interpreter.procedures().execute(source.execute(), scope);
        } finally {
            session.redirect(outer);
            session.transaction().resumeStatement(start);
        }
    }

    // Service Broker

    void execute(BrokerStatement statement, Scope scope) {
        boolean intoTable = statement instanceof BrokerStatement.Receive receive
                && receive.into().isPresent();
        beginChange(intoTable);
        if (!intoTable && hasSeveralSteps(statement)) {
            session.transaction().markStatementInMemory();
        }
        ResultSink sink = new ResultSink(session);
        long rows = session.instance().brokerStatements().execute(statement, scope, sink);
        if (sink.hasColumns()) {
            end(sink, Command.SELECT);
        } else {
            succeed(rows);
            done(Command.OTHER, false, rows, scope);
        }
    }

    /** What a RECEIVE does with the messages may fail after they are taken. */
    private static boolean hasSeveralSteps(BrokerStatement statement) {
        if (statement instanceof BrokerStatement.Send s) {
            return s.handles().size() > 1;
        }
        if (!(statement instanceof BrokerStatement.Receive s)) {
            return statement instanceof BrokerStatement.BeginDialog;
        }
        List<Query.Item> items = s.items();
        for (int i = 0; i < items.size(); i++) {
            Expression expression = items.get(i).expression();
            if (items.get(i).variable().isPresent()
                    || !(expression instanceof Expression.Column || expression instanceof Expression.AllColumns)) {
                return true;
            }
        }
        return false;
    }

    // What all have in common

    private void startImplicitTransaction() {
        if (session.settings().isOn(SessionSettings.IMPLICIT_TRANSACTIONS)
                && !session.transaction().isOpen()) {
            session.transaction().begin("", session.response());
        }
    }

    private void beginChange(boolean severalSteps) {
        session.transaction().requireWritable();
        startImplicitTransaction();
        if (severalSteps) {
            session.transaction().markStatement();
        }
    }

    private void succeed(long rows) {
        session.succeeded(rows);
    }

    private void end(ResultSink sink, Command command) {
        succeed(sink.rows());
        sink.end(command, false);
    }

    private void done(Command command, boolean counted, long rows, Scope scope) {
        done(command, counted, rows, false, scope);
    }

    private void done(Command command, boolean counted, long rows, boolean hasResult, Scope scope) {
        boolean silent = session.settings().isOn(SessionSettings.NOCOUNT);
        if (!silent || hasResult || scope.caller() == null) {
            session.response().done(command, counted && !silent, rows, false);
        }
    }

    /** Takes the place of a result where there is none. */
    private static final class NoRows implements RowSink {
        @Override
        public void columns(List<ResultColumn> columns) {
            // A query that assigns or inserts has no result.
        }

        @Override
        public void row(Object[] values) {
            throw new IllegalStateException("a query without result gave a row");
        }
    }
}
