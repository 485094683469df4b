package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One column being read; its parts may come in any order. */
final class ColumnParser {
    private final Grammar grammar;
    private final TokenCursor cursor;
    private final ElementParser table;
    private final List<DefinitionStatement.Constraint> constraints = new ArrayList<>();
    private String name = "";
    private Optional<Boolean> nullable = Optional.empty();
    private Optional<DefinitionStatement.Identity> identity = Optional.empty();
    private Optional<Expression> defaultValue = Optional.empty();
    private Optional<String> defaultName = Optional.empty();
    private boolean rowGuid;

    ColumnParser(Grammar grammar, ElementParser table) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
        this.table = table;
    }

    /** {@code name {AS value [PERSISTED] | type} {option}}. */
    DefinitionStatement.ColumnDefinition column() {
        name = cursor.identifier();
        if (cursor.accept(Keyword.AS)) {
            Expression computed = grammar.expressions.value();
            cursor.accept("PERSISTED");
            options();
            return definition(SqlType.SQL_VARIANT, Optional.of(computed));
        }
        boolean sysname = isSysname(cursor.peek()) || (cursor.at(1, '.') && isSysname(cursor.peek(2)));
        SqlType type = grammar.types.type("column '" + name + "'", TypeParser.DECLARED_LENGTH);
        options();
        if (sysname && nullable.isEmpty()) {
            nullable = Optional.of(false);
        }
        return definition(type, Optional.empty());
    }

    private static boolean isSysname(Token token) {
        return token.isIdentifier() && token.text().equalsIgnoreCase("sysname");
    }

    private DefinitionStatement.ColumnDefinition definition(SqlType type, Optional<Expression> computed) {
        return new DefinitionStatement.ColumnDefinition(
                name, type, nullable, identity, defaultValue, defaultName, computed, rowGuid, constraints);
    }

    private void options() {
        boolean more;
        do {
            more = option();
        } while (more);
    }

    /** {@code COLLATE name | ROWGUIDCOL | IDENTITY … | [CONSTRAINT name] constraint | INDEX …}. */
    private boolean option() {
        if (cursor.accept(Keyword.COLLATE)) {
            cursor.identifier();
            return true;
        }
        if (cursor.accept(Keyword.ROWGUIDCOL)) {
            rowGuid = true;
            return true;
        }
        if (cursor.accept(Keyword.IDENTITY)) {
            identity();
            return true;
        }
        if (cursor.at(Keyword.INDEX)) {
            table.addIndex(name);
            return true;
        }
        refuseUnsupported();
        return constraint(table.constraintName());
    }

    private void refuseUnsupported() {
        if (cursor.at("SPARSE") || cursor.at("FILESTREAM") || cursor.at("MASKED") || cursor.at("ENCRYPTED")) {
            throw cursor.notSupported(cursor.word());
        }
        if (cursor.at("GENERATED") && cursor.at(1, "ALWAYS")) {
            throw cursor.notSupported("GENERATED ALWAYS");
        }
    }

    /** {@code [( seed, increment )] [NOT FOR REPLICATION]}. */
    private void identity() {
        long seed = 1;
        long increment = 1;
        if (cursor.accept('(')) {
            seed = cursor.integer();
            cursor.expect(',');
            increment = cursor.integer();
            cursor.expect(')');
        }
        table.notForReplication();
        identity = Optional.of(new DefinitionStatement.Identity(seed, increment));
    }

    /** {@code NULL | NOT NULL | DEFAULT value | key | [FOREIGN KEY] references | check}; false if none is there. */
    private boolean constraint(Optional<String> constraintName) {
        Keyword keyword = cursor.peek().keyword();
        if (keyword == null) {
            return none(constraintName);
        }
        switch (keyword) {
            case NULL -> {
                cursor.next();
                nullable = Optional.of(true);
            }
            case NOT -> {
                cursor.next();
                cursor.expect(Keyword.NULL);
                nullable = Optional.of(false);
            }
            case DEFAULT -> {
                cursor.next();
                defaultName = constraintName;
                defaultValue = Optional.of(grammar.expressions.value());
                cursor.acceptWords("WITH", "VALUES");
            }
            case PRIMARY, UNIQUE -> constraints.add(table.key(constraintName, Optional.of(name)));
            case FOREIGN, REFERENCES -> {
                if (cursor.accept(Keyword.FOREIGN)) {
                    cursor.expect(Keyword.KEY);
                }
                constraints.add(table.references(constraintName, List.of(name)));
            }
            case CHECK -> constraints.add(table.check(constraintName));
            default -> {
                return none(constraintName);
            }
        }
        return true;
    }

    private boolean none(Optional<String> constraintName) {
        if (constraintName.isPresent()) {
            throw cursor.syntaxError();
        }
        return false;
    }
}
