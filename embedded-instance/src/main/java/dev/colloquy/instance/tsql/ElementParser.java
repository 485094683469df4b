package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns, constraints and indexes of one table definition; collects them while it parses. */
final class ElementParser {
    private final Grammar grammar;
    private final TokenCursor cursor;
    private final List<DefinitionStatement.ColumnDefinition> columns = new ArrayList<>();
    private final List<DefinitionStatement.Constraint> constraints = new ArrayList<>();
    private final List<DefinitionStatement.IndexDefinition> indexes = new ArrayList<>();

    ElementParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    DefinitionStatement.TableElements elements() {
        return new DefinitionStatement.TableElements(columns, constraints);
    }

    List<DefinitionStatement.IndexDefinition> indexes() {
        return indexes;
    }

    /** {@code ( element {, element} [,] )}. */
    void inParentheses() {
        cursor.expect('(');
        do {
            element();
        } while (cursor.accept(',') && !cursor.at(')'));
        cursor.expect(')');
    }

    /** {@code element {, element}}. */
    void list() {
        do {
            element();
        } while (cursor.accept(','));
    }

    /** {@code column | constraint | index}. */
    private void element() {
        if (cursor.at(Keyword.INDEX)) {
            indexes.add(index(Optional.empty()));
        } else if (cursor.at("PERIOD") && cursor.at(1, Keyword.FOR)) {
            throw cursor.notSupported("PERIOD FOR SYSTEM_TIME");
        } else if (atConstraint()) {
            constraints.add(tableConstraint());
            // T-SQL lets table constraints follow one another without a comma.
            while (cursor.at(Keyword.CONSTRAINT)) {
                constraints.add(tableConstraint());
            }
        } else {
            columns.add(new ColumnParser(grammar, this).column());
        }
    }

    private boolean atConstraint() {
        Keyword keyword = cursor.peek().keyword();
        return keyword == Keyword.CONSTRAINT
                || keyword == Keyword.PRIMARY
                || keyword == Keyword.UNIQUE
                || keyword == Keyword.FOREIGN
                || keyword == Keyword.CHECK
                || keyword == Keyword.DEFAULT;
    }

    /** {@code [CONSTRAINT name] {key | FOREIGN KEY ( columns ) references | check | DEFAULT value FOR column}}. */
    private DefinitionStatement.Constraint tableConstraint() {
        Optional<String> name = constraintName();
        if (cursor.accept(Keyword.DEFAULT)) {
            Expression value = grammar.expressions.value();
            cursor.expect(Keyword.FOR);
            String column = cursor.identifier();
            cursor.acceptWords("WITH", "VALUES");
            return new DefinitionStatement.DefaultConstraint(name, column, value);
        }
        if (cursor.accept(Keyword.FOREIGN)) {
            cursor.expect(Keyword.KEY);
            return references(name, cursor.listInParentheses(cursor::identifier));
        }
        if (cursor.at(Keyword.CHECK)) {
            return check(name);
        }
        return key(name, Optional.empty());
    }

    Optional<String> constraintName() {
        return cursor.accept(Keyword.CONSTRAINT) ? Optional.of(cursor.identifier()) : Optional.empty();
    }

    /** {@code {PRIMARY KEY | UNIQUE} [CLUSTERED | NONCLUSTERED] [( columns )] [WITH …] [ON …]}. */
    DefinitionStatement.Constraint key(Optional<String> name, Optional<String> ofColumn) {
        boolean primary = cursor.accept(Keyword.PRIMARY);
        if (primary) {
            cursor.expect(Keyword.KEY);
        } else {
            cursor.expect(Keyword.UNIQUE);
        }
        boolean clustered = grammar.tables.clustered(primary);
        List<String> keyColumns =
                ofColumn.isPresent() && !cursor.at('(') ? List.of(ofColumn.get()) : grammar.tables.keyColumnNames();
        grammar.tables.indexStorage();
        return new DefinitionStatement.KeyConstraint(name, primary, clustered, keyColumns);
    }

    /** {@code CHECK [NOT FOR REPLICATION] ( condition )}. */
    DefinitionStatement.Constraint check(Optional<String> name) {
        cursor.expect(Keyword.CHECK);
        notForReplication();
        cursor.expect('(');
        int start = cursor.peek().start();
        Expression condition = grammar.expressions.condition();
        String text = cursor.textFrom(start);
        cursor.expect(')');
        return new DefinitionStatement.CheckConstraint(name, condition, text);
    }

    void notForReplication() {
        cursor.acceptWords("NOT", "FOR", "REPLICATION");
    }

    /** {@code REFERENCES table [( columns )] {ON {DELETE | UPDATE} action} [NOT FOR REPLICATION]}. */
    DefinitionStatement.Constraint references(Optional<String> name, List<String> ofColumns) {
        cursor.expect(Keyword.REFERENCES);
        ObjectName table = cursor.objectName();
        List<String> referenced = cursor.at('(') ? cursor.listInParentheses(cursor::identifier) : List.of();
        String onDelete = "NO ACTION";
        String onUpdate = "NO ACTION";
        while (cursor.at(Keyword.ON) && (cursor.at(1, Keyword.DELETE) || cursor.at(1, Keyword.UPDATE))) {
            cursor.next();
            if (cursor.next().keyword() == Keyword.DELETE) {
                onDelete = action();
            } else {
                onUpdate = action();
            }
        }
        notForReplication();
        return new DefinitionStatement.ForeignKey(name, ofColumns, table, referenced, onDelete, onUpdate);
    }

    /** {@code NO ACTION | CASCADE | SET NULL | SET DEFAULT}. */
    private String action() {
        if (cursor.accept(Keyword.CASCADE)) {
            return "CASCADE";
        }
        if (cursor.accept(Keyword.SET)) {
            if (cursor.accept(Keyword.NULL)) {
                return "SET NULL";
            }
            cursor.expect(Keyword.DEFAULT);
            return "SET DEFAULT";
        }
        cursor.expectWords("NO", "ACTION");
        return "NO ACTION";
    }

    /** {@code INDEX name [UNIQUE] [CLUSTERED | NONCLUSTERED] [( columns )] [WHERE condition] [WITH …] [ON …]}. */
    DefinitionStatement.IndexDefinition index(Optional<String> ofColumn) {
        cursor.expect(Keyword.INDEX);
        String name = cursor.identifier();
        boolean unique = cursor.accept(Keyword.UNIQUE);
        boolean clustered = grammar.tables.clustered(false);
        if (cursor.at("COLUMNSTORE") || cursor.at("HASH")) {
            throw cursor.notSupported(cursor.word() + " indexes");
        }
        List<Query.Order> keyColumns = ofColumn.isPresent() && !cursor.at('(')
                ? List.of(new Query.Order(new Expression.Column(List.of(), ofColumn.get()), false))
                : grammar.tables.keyColumns();
        if (cursor.at("INCLUDE")) {
            throw cursor.notSupported("INCLUDE in CREATE TABLE");
        }
        Optional<Expression> filter = grammar.queries.where();
        grammar.tables.indexStorage();
        return new DefinitionStatement.IndexDefinition(name, unique, clustered, keyColumns, filter);
    }

    void addIndex(String ofColumn) {
        indexes.add(index(Optional.of(ofColumn)));
    }
}
