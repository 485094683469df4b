package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Optional;

/** Databases, schemas, tables, indexes and procedures. */
public sealed interface DefinitionStatement extends Statement {

    /** {@code CREATE DATABASE name}; file and other options are refused by the parser, except COLLATE, ignored. */
    record CreateDatabase(Position position, String name) implements DefinitionStatement {}

    /** {@code DROP DATABASE [IF EXISTS] a, b}. */
    record DropDatabase(Position position, List<String> names, boolean ifExists) implements DefinitionStatement {
        public DropDatabase {
            names = List.copyOf(names);
        }
    }

    /**
     * {@code ALTER DATABASE name SET option [ON|OFF] [WITH …]}.
     *
     * @param database absent for CURRENT
     * @param options  each in upper case with its value after a blank: {@code ENABLE_BROKER}, {@code TRUSTWORTHY ON}
     * @param noWait   WITH NO_WAIT: fails instead of waiting for others
     * @param rollback WITH ROLLBACK: ends others instead of waiting for them
     */
    record AlterDatabase(
            Position position, Optional<String> database, List<String> options, boolean noWait, boolean rollback)
            implements DefinitionStatement {
        public AlterDatabase {
            options = List.copyOf(options);
        }
    }

    /** {@code CREATE SCHEMA name [AUTHORIZATION owner]}. */
    record CreateSchema(Position position, String name, Optional<String> owner) implements DefinitionStatement {}

    /** {@code DROP SCHEMA [IF EXISTS] name}. */
    record DropSchema(Position position, String name, boolean ifExists) implements DefinitionStatement {}

    /** The columns and constraints in the parentheses of CREATE TABLE and DECLARE … TABLE. */
    record TableElements(List<ColumnDefinition> columns, List<Constraint> constraints) {
        public TableElements {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
        }
    }

    /**
     * One column.
     *
     * @param type        SQL_VARIANT for a computed column, whose type only its expression tells
     * @param nullable    absent if neither NULL nor NOT NULL was written; false for sysname, which is NOT NULL by itself
     * @param constraints the constraints written with the column, their column list naming it
     */
    record ColumnDefinition(
            String name,
            SqlType type,
            Optional<Boolean> nullable,
            Optional<Identity> identity,
            Optional<Expression> defaultValue,
            Optional<String> defaultName,
            Optional<Expression> computed,
            boolean rowGuid,
            List<Constraint> constraints) {
        public ColumnDefinition {
            constraints = List.copyOf(constraints);
        }
    }

    /** {@code IDENTITY(seed, increment)}. */
    record Identity(long seed, long increment) {}

    /** A table or column constraint. */
    sealed interface Constraint {
        /** The name after CONSTRAINT, absent for one that the server names. */
        Optional<String> name();
    }

    /** PRIMARY KEY (primary true) or UNIQUE. */
    record KeyConstraint(Optional<String> name, boolean primary, boolean clustered, List<String> columns)
            implements Constraint {
        public KeyConstraint {
            columns = List.copyOf(columns);
        }
    }

    /** CHECK, with the text of its condition as written. */
    record CheckConstraint(Optional<String> name, Expression condition, String text) implements Constraint {}

    /** FOREIGN KEY; actions are NO ACTION, CASCADE, SET NULL or SET DEFAULT. */
    record ForeignKey(
            Optional<String> name,
            List<String> columns,
            ObjectName references,
            List<String> referencedColumns,
            String onDelete,
            String onUpdate)
            implements Constraint {
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }
    }

    /** DEFAULT … FOR column, in ALTER TABLE. */
    record DefaultConstraint(Optional<String> name, String column, Expression value) implements Constraint {}

    /** {@code CREATE TABLE}; a name that starts with # is a temporary table. */
    record CreateTable(Position position, ObjectName name, TableElements elements, List<IndexDefinition> indexes)
            implements DefinitionStatement {
        public CreateTable {
            indexes = List.copyOf(indexes);
        }
    }

    /** An index written inside CREATE TABLE. */
    record IndexDefinition(
            String name, boolean unique, boolean clustered, List<Query.Order> columns, Optional<Expression> filter) {
        public IndexDefinition {
            columns = List.copyOf(columns);
        }
    }

    /** {@code ALTER TABLE}. */
    record AlterTable(Position position, ObjectName name, AlterTableAction action) implements DefinitionStatement {}

    /** What an ALTER TABLE does. */
    sealed interface AlterTableAction {}

    /** {@code ADD columns and constraints}. */
    record AddElements(TableElements elements) implements AlterTableAction {}

    /** {@code DROP COLUMN [IF EXISTS] a, b}. */
    record DropColumns(List<String> columns, boolean ifExists) implements AlterTableAction {
        public DropColumns {
            columns = List.copyOf(columns);
        }
    }

    /** {@code DROP CONSTRAINT [IF EXISTS] a, b}. */
    record DropConstraints(List<String> names, boolean ifExists) implements AlterTableAction {
        public DropConstraints {
            names = List.copyOf(names);
        }
    }

    /** {@code ALTER COLUMN name type [NULL|NOT NULL]}. */
    record AlterColumn(String column, SqlType type, Optional<Boolean> nullable) implements AlterTableAction {}

    /** {@code DROP TABLE [IF EXISTS] a, b}. */
    record DropTable(Position position, List<ObjectName> names, boolean ifExists) implements DefinitionStatement {
        public DropTable {
            names = List.copyOf(names);
        }
    }

    /** {@code CREATE [UNIQUE] [CLUSTERED|NONCLUSTERED] INDEX … ON table (…) [INCLUDE (…)] [WHERE …]}. */
    record CreateIndex(Position position, IndexDefinition index, ObjectName table, List<String> included)
            implements DefinitionStatement {
        public CreateIndex {
            included = List.copyOf(included);
        }
    }

    /** {@code DROP INDEX [IF EXISTS] name ON table}. */
    record DropIndex(Position position, String name, ObjectName table, boolean ifExists)
            implements DefinitionStatement {}

    /**
     * {@code CREATE [OR ALTER] PROCEDURE} and {@code ALTER PROCEDURE}. It is the only statement of its batch.
     *
     * @param text the whole statement as written, kept for the catalog and parsed again after a restart
     */
    record CreateProcedure(
            Position position,
            ObjectName name,
            ProcedureMode mode,
            List<Parameter> parameters,
            Optional<String> executeAs,
            List<Statement> body,
            String text)
            implements DefinitionStatement {
        public CreateProcedure {
            parameters = List.copyOf(parameters);
            body = List.copyOf(body);
        }
    }

    /** How a procedure is defined. */
    enum ProcedureMode {
        CREATE,
        ALTER,
        CREATE_OR_ALTER
    }

    /** One parameter; the name includes the sign. */
    record Parameter(String name, SqlType type, Optional<Expression> defaultValue, boolean output) {}

    /** {@code DROP PROCEDURE [IF EXISTS] a, b}. */
    record DropProcedure(Position position, List<ObjectName> names, boolean ifExists) implements DefinitionStatement {
        public DropProcedure {
            names = List.copyOf(names);
        }
    }
}
