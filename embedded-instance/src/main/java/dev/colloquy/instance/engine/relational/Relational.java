package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The room's facade: queries, data changes and table definitions in T-SQL. Safe for use by many sessions; each call
 * runs on the connection of its context's transaction.
 *
 * <p>Errors are SQL Server's; a cancel while H2 works ends the call with
 * {@link java.util.concurrent.CancellationException}.
 */
public final class Relational {
    private final Storage storage;
    private final Names names;
    private final Temporaries temporaries;
    private final Queries queries;
    private final Inserts inserts;
    private final Updates updates;
    private final Deletes deletes;
    private final Merges merges;
    private final TableDefinitions tableDefinitions;
    private final TableAlterations tableAlterations;
    private final IndexDefinitions indexDefinitions;
    private final SchemaDefinitions schemaDefinitions;

    /**
     * Prepares the store: functions that H2 calls back, and the removal of what a crash has left.
     *
     * @param views  system views and queues
     * @param access asked before each use of a table
     */
    public Relational(Storage storage, Tables tables, Procedures procedures, ViewLookup views, AccessControl access) {
        this.storage = storage;
        this.temporaries = new Temporaries();
        this.names = new Names(storage, tables, views, temporaries);
        PlanCache plans = new PlanCache(names);
        QueryRunner runner = new QueryRunner(names, access);
        this.queries = new Queries(plans, runner);
        this.inserts = new Inserts(names, queries, runner);
        this.updates = new Updates(names, plans, runner, inserts);
        this.deletes = new Deletes(storage, names, plans, runner, inserts);
        this.merges = new Merges(names, plans, runner, inserts);
        this.tableDefinitions = new TableDefinitions(storage, tables, procedures, names, temporaries);
        this.tableAlterations = new TableAlterations(storage, tables, names, runner, tableDefinitions);
        this.indexDefinitions = new IndexDefinitions(storage, tables, names, temporaries);
        this.schemaDefinitions = new SchemaDefinitions(storage, tables, procedures, access);
        RowFunctions.definitions().forEach(storage::define);
        storage.define(RowVersions.DEFINITION);
        // Message bodies of ordinary size stay in their rows, which is faster than a large object of their own.
        storage.define("SET MAX_LENGTH_INPLACE_LOB 32768");
        new StorageSweep(storage, tables).run();
    }

    /**
     * Runs SELECT. {@code SELECT @v = …} assigns through the context and uses no sink; {@code SELECT … INTO} creates
     * its table.
     *
     * @return the number of rows
     */
    public long query(DataStatement.Select statement, StatementContext context, RowSink sink) {
        if (statement.query() instanceof Query.Select select) {
            if (select.into().isPresent()) {
                return selectInto(select, statement.with(), context);
            }
            if (select.assignments()) {
                return queries.assign(select, statement.with(), context);
            }
        }
        return queries.rows(statement.query(), statement.with(), context, sink);
    }

    private long selectInto(Query.Select select, List<Query.CommonTable> with, StatementContext context) {
        List<Object[]> rows = new ArrayList<>();
        List<Output> outputs = queries.outputs(select, with, context);
        queries.rows(select, with, context, new RowSink() {
            @Override
            public void columns(List<ResultColumn> columns) {}

            @Override
            public void row(Object[] values) {
                rows.add(values);
            }
        });
        StoredTable table = tableDefinitions.create(select.into().orElseThrow(), outputs, context);
        return inserts.insertSelected(table, rows, outputs, context);
    }

    /**
     * Runs INSERT, UPDATE, DELETE, MERGE or TRUNCATE TABLE; changes all rows or none.
     *
     * @param output takes the rows of OUTPUT without INTO; its columns are told before the first row
     */
    public Modification modify(DataStatement statement, StatementContext context, RowSink output) {
        if (statement instanceof DataStatement.Insert insert) {
            return inserts.insert(insert, context, output);
        } else if (statement instanceof DataStatement.Update update) {
            return updates.update(update, context, output);
        } else if (statement instanceof DataStatement.Delete delete) {
            return deletes.delete(delete, context, output);
        } else if (statement instanceof DataStatement.Merge merge) {
            return merges.merge(merge, context, output);
        } else if (statement instanceof DataStatement.Truncate truncate) {
            return deletes.truncate(truncate, context);
        } else if (statement instanceof DataStatement.Select select) {
            return Modification.of(Command.SELECT, query(select, context, output));
        }
        throw new AssertionError("no executor for " + statement.getClass().getSimpleName());
    }

    /**
     * Inserts rows that come from elsewhere: INSERT … EXECUTE, RECEIVE … INTO.
     *
     * @param target an INSERT of which only target and columns count
     * @param types  the types of the rows' values
     */
    public long insertRows(
            DataStatement.Insert target, List<Object[]> rows, List<SqlType> types, StatementContext context) {
        return inserts.insertRows(target.target(), target.columns(), rows, types, context)
                .rows();
    }

    /** The single value of a subquery: NULL without rows; error 512 with several rows, 116 with several columns. */
    public SqlValue scalar(Query query, StatementContext context) {
        return queries.scalar(query, context);
    }

    /** The type of a subquery's single column. */
    public SqlType scalarType(Query query, StatementContext context) {
        return queries.scalarType(query, context);
    }

    /** Whether a subquery yields a row. */
    public boolean exists(Query query, StatementContext context) {
        return queries.exists(query, context);
    }

    /** The values of a subquery of one column. */
    public List<SqlValue> column(Query query, StatementContext context) {
        return queries.column(query, context);
    }

    /** The columns that a query would return, without running it. */
    public List<ResultColumn> describe(Query query, StatementContext context) {
        return Output.resultColumns(queries.outputs(query, List.of(), context));
    }

    /** The columns that a statement would return, without running it. */
    public List<ResultColumn> describe(DataStatement.Select statement, StatementContext context) {
        return Output.resultColumns(queries.outputs(statement.query(), statement.with(), context));
    }

    /** Runs CREATE, ALTER or DROP of tables, indexes and schemas. */
    public void define(DefinitionStatement statement, StatementContext context) {
        if (statement instanceof DefinitionStatement.CreateTable create) {
            tableDefinitions.create(create, context);
        } else if (statement instanceof DefinitionStatement.AlterTable alter) {
            tableAlterations.alter(alter, context);
        } else if (statement instanceof DefinitionStatement.DropTable drop) {
            tableDefinitions.drop(drop, context);
        } else if (statement instanceof DefinitionStatement.CreateIndex create) {
            indexDefinitions.create(create, context);
        } else if (statement instanceof DefinitionStatement.DropIndex drop) {
            indexDefinitions.drop(drop, context);
        } else if (statement instanceof DefinitionStatement.CreateSchema create) {
            schemaDefinitions.create(create, context);
        } else if (statement instanceof DefinitionStatement.DropSchema drop) {
            schemaDefinitions.drop(drop, context);
        } else {
            throw new AssertionError("no executor for " + statement.getClass().getSimpleName());
        }
    }

    /**
     * Creates a table variable under the storage name that {@link StatementContext#tableVariable} returns for it, the
     * variable's name with a suffix after {@code #}. Its rows are subject to rollback, other than SQL Server's.
     */
    public void declareTableVariable(
            String storageName, DefinitionStatement.TableElements elements, StatementContext context) {
        int suffix = storageName.lastIndexOf('#');
        String name = suffix > 0 ? storageName.substring(0, suffix) : storageName;
        temporaries.create(storageName, name, elements, List.of(), context);
    }

    /** Removes a table variable or temporary table at the end of its scope. Does nothing if there is none. */
    public void dropTemporary(String storageName, StatementContext context) {
        temporaries.giveUp(storageName, context.transaction());
    }

    /** SET IDENTITY_INSERT table ON or OFF. Errors 8106, 8107 and 1088. */
    public void identityInsert(ObjectName name, boolean on, StatementContext context) {
        StoredTable table = names.table(name, context)
                .orElseThrow(() -> new SqlError(
                        1088,
                        16,
                        11,
                        "Cannot find the object \"" + name
                                + "\" because it does not exist or you do not have permissions."));
        if (on) {
            names.identityInserts().turnOn(table, context);
        } else if (names.identityInserts().turnOff(table, context) && !table.temporary()) {
            new IdentityCounter(
                            storage, table, table.definition().identityColumn().orElseThrow())
                    .goOnAbove(context.transaction());
        }
    }

    /** Forgets what the session has set here (sp_reset_connection). */
    public void reset(StatementContext context) {
        names.identityInserts().reset(context);
    }
}
