package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Parser;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.Statement;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Runs batches of queries, changes and definitions; each statement in its own transaction unless one is begun. */
final class Client implements StatementContext, AutoCloseable {
    private final RelationalFixture fixture;
    private final StorageSession session;
    private final Cancellation cancellation = new Cancellation();
    private final Map<String, SqlValue> variables = new HashMap<>();
    private final Map<String, String> tables = new HashMap<>();
    private final Deque<Transaction.Savepoint> savepoints = new ArrayDeque<>();
    private Transaction transaction;
    private boolean begun;
    private int lastTable;

    Client(RelationalFixture fixture, StorageSession session) {
        this.fixture = fixture;
        this.session = session;
    }

    /** What a batch has yielded: the rows of its results as text, and how many rows each change concerned. */
    static final class Result implements RowSink {
        final List<ResultColumn> columns = new ArrayList<>();
        final List<String> rows = new ArrayList<>();
        final List<Object[]> values = new ArrayList<>();
        final List<Long> counts = new ArrayList<>();
        Modification last;

        @Override
        public void columns(List<ResultColumn> resultColumns) {
            columns.addAll(resultColumns);
        }

        @Override
        public void row(Object[] row) {
            values.add(row.clone());
            rows.add(Arrays.deepToString(row));
        }
    }

    Result run(String batch) {
        cancellation.reset();
        Result result = new Result();
        for (Statement statement : Parser.parse(batch).statements()) {
            if (!begun && (transaction == null || !transaction.isOpen())) {
                transaction = session.begin();
            }
            try {
                execute(statement, result);
                if (!begun) {
                    transaction.commit();
                }
            } catch (SqlError | CancellationException e) {
                if (!begun) {
                    transaction.rollback();
                }
                throw e;
            }
        }
        return result;
    }

    /** The rows of a query. */
    List<String> rows(String query) {
        return run(query).rows;
    }

    /** The error that a batch ends with. */
    SqlError failure(String batch) {
        try {
            run(batch);
        } catch (SqlError e) {
            return e;
        }
        throw new AssertionError("no error of " + batch);
    }

    private void execute(Statement statement, Result result) {
        Relational relational = fixture.relational();
        if (statement instanceof DataStatement.Select s) {
            createIfTemporary(s);
            result.counts.add(relational.query(s, this, result));
        } else if (statement instanceof DataStatement s) {
            result.last = relational.modify(s, this, result);
            result.counts.add(result.last.rows());
        } else if (statement instanceof DefinitionStatement s) {
            if (s instanceof DefinitionStatement.CreateTable create
                    && create.name().name().startsWith("#")) {
                tables.put(create.name().name(), create.name().name() + "#" + ++lastTable);
            }
            relational.define(s, this);
        } else {
            control((ControlStatement) statement);
        }
    }

    private void createIfTemporary(DataStatement.Select select) {
        if (select.query() instanceof Query.Select query) {
            query.into()
                    .filter(name -> name.name().startsWith("#"))
                    .ifPresent(name -> tables.put(name.name(), name.name() + "#" + ++lastTable));
        }
    }

    private void control(ControlStatement statement) {
        if (statement instanceof ControlStatement.Declare s) {
            for (ControlStatement.VariableDeclaration variable : s.variables()) {
                variables.put(key(variable.name()), SqlValue.nullOf(variable.type()));
                variable.value().ifPresent(value -> assign(variable.name(), Evaluator.evaluate(value, this)));
            }
        } else if (statement instanceof ControlStatement.DeclareTable s) {
            tables.put(s.name(), s.name() + "#" + ++lastTable);
            fixture.relational().declareTableVariable(tables.get(s.name()), s.elements(), this);
        } else if (statement instanceof ControlStatement.SetIdentityInsert s) {
            fixture.relational().identityInsert(s.table(), s.on(), this);
        } else if (statement instanceof ControlStatement.BeginTransaction) {
            begun = true;
        } else if (statement instanceof ControlStatement.SaveTransaction) {
            savepoints.push(transaction.save());
        } else if (statement instanceof ControlStatement.Commit) {
            begun = false;
        } else if (statement instanceof ControlStatement.Rollback s) {
            if (s.name().isPresent()) {
                transaction.rollbackTo(savepoints.pop());
            } else {
                begun = false;
                transaction.rollback();
                transaction = session.begin();
            }
        } else {
            throw new AssertionError(
                    "the test client has no " + statement.getClass().getSimpleName());
        }
    }

    /** Ends the scope of a table variable or temporary table. */
    void drop(String table) {
        if (transaction == null || !transaction.isOpen()) {
            transaction = session.begin();
        }
        fixture.relational().dropTemporary(tables.remove(table), this);
        if (!begun) {
            transaction.commit();
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public SqlValue variable(String name) {
        SqlValue value = variables.get(key(name));
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
    public void assign(String name, SqlValue value) {
        variables.put(key(name), Conversions.assign(value, variableType(name)));
    }

    @Override
    public SqlValue systemVariable(String name) {
        return SqlValue.of(SqlType.INT, 0);
    }

    @Override
    public SqlValue column(Expression.Column column) {
        throw SqlErrors.invalidColumnName(column.name());
    }

    @Override
    public SqlValue scalarQuery(Query query) {
        return fixture.relational().scalar(query, this);
    }

    @Override
    public SqlType scalarQueryType(Query query) {
        return fixture.relational().scalarType(query, this);
    }

    @Override
    public boolean exists(Query query) {
        return fixture.relational().exists(query, this);
    }

    @Override
    public List<SqlValue> columnQuery(Query query) {
        return fixture.relational().column(query, this);
    }

    @Override
    public Optional<SqlValue> sessionFunction(String name, List<SqlValue> arguments) {
        return Optional.empty();
    }

    @Override
    public Optional<SqlType> sessionFunctionType(String name) {
        return Optional.empty();
    }

    @Override
    public Instant statementTime() {
        return RelationalFixture.NOW;
    }

    @Override
    public Database database() {
        return fixture.database();
    }

    @Override
    public Login login() {
        return new Login(1, "sa", new byte[] {1}, false, "master", LocalDateTime.MIN);
    }

    @Override
    public Principal user() {
        return new Principal(
                database().id(),
                Principal.DBO,
                "dbo",
                Principal.Kind.SQL_USER,
                Optional.of(1),
                new byte[] {1},
                Optional.of("dbo"),
                Principal.DBO,
                LocalDateTime.MIN);
    }

    @Override
    public Transaction transaction() {
        return transaction;
    }

    @Override
    public boolean inUserTransaction() {
        return begun;
    }

    @Override
    public void lockDefinitions() {
        fixture.storage().definitionLock().acquire(transaction, cancellation);
    }

    @Override
    public String tableVariable(String name) {
        String storageName = tables.get(name);
        if (storageName == null) {
            throw SqlErrors.invalidObjectName(name);
        }
        return storageName;
    }

    @Override
    public void info(SqlInfo info) {
        throw new AssertionError("unexpected message " + info);
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public int spid() {
        return 51;
    }

    @Override
    public int line() {
        return 1;
    }

    @Override
    public void close() {
        if (transaction != null) {
            transaction.rollback();
        }
        session.close();
    }
}
