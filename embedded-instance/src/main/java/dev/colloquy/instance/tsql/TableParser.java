package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE, ALTER TABLE and indexes. */
final class TableParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    TableParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code TABLE name ( elements ) [ON filegroup] [TEXTIMAGE_ON filegroup] [WITH ( options )]}. */
    Statement createTable(Position position) {
        cursor.next();
        ObjectName name = cursor.objectName();
        if (cursor.at(Keyword.AS)) {
            throw cursor.notSupported("CREATE TABLE … AS");
        }
        ElementParser elements = new ElementParser(grammar);
        elements.inParentheses();
        if (cursor.at(Keyword.AS)) {
            throw cursor.notSupported("CREATE TABLE … AS");
        }
        grammar.definitions.filegroups();
        storage();
        return new DefinitionStatement.CreateTable(position, name, elements.elements(), elements.indexes());
    }

    private void storage() {
        if (cursor.at(Keyword.WITH) && cursor.at(1, '(')) {
            cursor.next();
            grammar.definitions.storageOptions();
        }
    }

    /** {@code ( elements )} of a table variable, where an index makes no difference unless it is unique. */
    DefinitionStatement.TableElements variableElements() {
        ElementParser elements = new ElementParser(grammar);
        elements.inParentheses();
        List<DefinitionStatement.Constraint> constraints =
                new ArrayList<>(elements.elements().constraints());
        for (DefinitionStatement.IndexDefinition index : elements.indexes()) {
            if (index.unique()) {
                constraints.add(new DefinitionStatement.KeyConstraint(
                        Optional.empty(), false, index.clustered(), columnNames(index.columns())));
            }
        }
        return new DefinitionStatement.TableElements(elements.elements().columns(), constraints);
    }

    private static List<String> columnNames(List<Query.Order> columns) {
        List<String> names = new ArrayList<>();
        for (Query.Order column : columns) {
            if (column.expression() instanceof Expression.Column c) {
                names.add(c.name());
            }
        }
        return names;
    }

    /** {@code TABLE name [WITH {CHECK | NOCHECK}] action}. */
    Statement alterTable(Position position) {
        cursor.next();
        ObjectName name = cursor.objectName();
        return new DefinitionStatement.AlterTable(position, name, action());
    }

    private DefinitionStatement.AlterTableAction action() {
        if (cursor.acceptWords("WITH", "CHECK")) {
            if (!cursor.at(Keyword.ADD)) {
                throw cursor.notSupported("ALTER TABLE … CHECK CONSTRAINT");
            }
        } else if (cursor.atWords("WITH", "NOCHECK")) {
            throw cursor.notSupported("WITH NOCHECK");
        }
        if (cursor.accept(Keyword.ADD)) {
            return add();
        }
        if (cursor.accept(Keyword.DROP)) {
            return drop();
        }
        if (cursor.accept(Keyword.ALTER)) {
            cursor.expect(Keyword.COLUMN);
            return alterColumn();
        }
        if (cursor.at(Keyword.CHECK) || cursor.at(Keyword.NOCHECK)) {
            throw cursor.notSupported("ALTER TABLE … " + cursor.word() + " CONSTRAINT");
        }
        if (cursor.at("ENABLE") || cursor.at("DISABLE") || cursor.at("SWITCH") || cursor.at("REBUILD")) {
            throw cursor.notSupported("ALTER TABLE … " + cursor.word());
        }
        if (cursor.at(Keyword.SET)) {
            throw cursor.notSupported("ALTER TABLE … SET");
        }
        throw cursor.syntaxError();
    }

    /** {@code ADD element {, element}}. */
    private DefinitionStatement.AlterTableAction add() {
        ElementParser elements = new ElementParser(grammar);
        elements.list();
        if (!elements.indexes().isEmpty()) {
            throw cursor.notSupported("ALTER TABLE … ADD INDEX");
        }
        return new DefinitionStatement.AddElements(elements.elements());
    }

    /** {@code DROP {COLUMN [IF EXISTS] name {, name} | [CONSTRAINT] [IF EXISTS] name {, name}}}. */
    private DefinitionStatement.AlterTableAction drop() {
        boolean column = cursor.accept(Keyword.COLUMN);
        Keyword repeated = column ? Keyword.COLUMN : Keyword.CONSTRAINT;
        cursor.accept(repeated);
        boolean ifExists = grammar.definitions.ifExists();
        List<String> names = cursor.list(() -> {
            cursor.accept(repeated);
            return cursor.identifier();
        });
        return column
                ? new DefinitionStatement.DropColumns(names, ifExists)
                : new DefinitionStatement.DropConstraints(names, ifExists);
    }

    /** {@code ALTER COLUMN name type [COLLATE name] [NULL | NOT NULL]}. */
    private DefinitionStatement.AlterTableAction alterColumn() {
        String name = cursor.identifier();
        if (cursor.at(Keyword.ADD) || cursor.at(Keyword.DROP)) {
            throw cursor.notSupported("ALTER COLUMN … " + cursor.word());
        }
        var type = grammar.types.type("column '" + name + "'", TypeParser.DECLARED_LENGTH);
        if (cursor.accept(Keyword.COLLATE)) {
            cursor.identifier();
        }
        Optional<Boolean> nullable = Optional.empty();
        if (cursor.accept(Keyword.NULL)) {
            nullable = Optional.of(true);
        } else if (cursor.accept(Keyword.NOT)) {
            cursor.expect(Keyword.NULL);
            nullable = Optional.of(false);
        }
        return new DefinitionStatement.AlterColumn(name, type, nullable);
    }

    /**
     * {@code [UNIQUE] [CLUSTERED | NONCLUSTERED] INDEX name ON table ( columns ) [INCLUDE ( columns )] [WHERE condition]
     * [WITH ( options )] [ON filegroup]}.
     */
    Statement createIndex(Position position) {
        boolean unique = cursor.accept(Keyword.UNIQUE);
        boolean clustered = clustered(false);
        if (!cursor.at(Keyword.INDEX)) {
            throw Unsupported.definition(cursor, "CREATE");
        }
        cursor.next();
        String name = cursor.identifier();
        cursor.expect(Keyword.ON);
        ObjectName table = cursor.objectName();
        List<Query.Order> columns = keyColumns();
        List<String> included = cursor.accept("INCLUDE") ? cursor.listInParentheses(cursor::identifier) : List.of();
        Optional<Expression> filter = grammar.queries.where();
        indexStorage();
        return new DefinitionStatement.CreateIndex(
                position,
                new DefinitionStatement.IndexDefinition(name, unique, clustered, columns, filter),
                table,
                included);
    }

    /** {@code [CLUSTERED | NONCLUSTERED]}. */
    boolean clustered(boolean byDefault) {
        if (cursor.accept(Keyword.CLUSTERED)) {
            return true;
        }
        return !cursor.accept(Keyword.NONCLUSTERED) && byDefault;
    }

    /** {@code ( column [ASC | DESC] {, …} )}. */
    List<Query.Order> keyColumns() {
        return cursor.listInParentheses(
                () -> grammar.queries.order(new Expression.Column(List.of(), cursor.identifier())));
    }

    List<String> keyColumnNames() {
        return columnNames(keyColumns());
    }

    /** {@code [WITH {( options ) | FILLFACTOR = n}] [ON filegroup]}. */
    void indexStorage() {
        if (cursor.at(Keyword.WITH) && cursor.at(1, Keyword.FILLFACTOR)) {
            cursor.next();
            cursor.next();
            cursor.expect('=');
            cursor.smallInteger();
        }
        storage();
        grammar.definitions.filegroups();
    }

    /** {@code INDEX [IF EXISTS] {name ON table | table.name}}. */
    Statement dropIndex(Position position) {
        cursor.next();
        boolean ifExists = grammar.definitions.ifExists();
        List<String> parts = cursor.nameParts();
        String name = parts.get(parts.size() - 1);
        ObjectName table;
        if (parts.size() > 1) {
            table = cursor.objectName(parts.subList(0, parts.size() - 1));
        } else {
            cursor.expect(Keyword.ON);
            table = cursor.objectName();
        }
        storage();
        if (cursor.at(',')) {
            throw cursor.notSupported("DROP INDEX of several indexes");
        }
        return new DefinitionStatement.DropIndex(position, name, table, ifExists);
    }
}
