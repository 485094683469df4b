package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.EvaluationContext;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlValue;

/** What the executor of a statement may ask of the session that runs it. */
public interface StatementContext extends EvaluationContext {

    /** The current database. */
    Database database();

    /** The login of the session. */
    Login login();

    /** The user of the login in the current database. */
    Principal user();

    /**
     * The transaction in which the statement runs: the open one, or one that the session commits when the statement
     * has ended (autocommit).
     */
    Transaction transaction();

    /** Whether BEGIN TRANSACTION (or an implicit transaction) is open: {@code @@TRANCOUNT > 0}. */
    boolean inUserTransaction();

    /** Takes the definition lock for the transaction; called before every change of a definition. */
    void lockDefinitions();

    /** Assigns a variable, converting to its declared type. Error 137 if it is not declared. */
    void assign(String variable, SqlValue value);

    /**
     * The key under which the session keeps a table variable or temporary table: its H2 table name. Error 1087 if the
     * table variable is not declared.
     */
    String tableVariable(String name);

    /** Tells the client something. */
    void info(SqlInfo info);

    /** Cancels waits of this statement. */
    Cancellation cancellation();

    /** The server process id. */
    int spid();

    /** Line of the statement, for messages. */
    int line();
}
