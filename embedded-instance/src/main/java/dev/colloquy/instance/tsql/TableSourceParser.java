package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** FROM: tables, joins, derived tables and table hints. */
final class TableSourceParser {
    private static final int MAX_JOINS = 500;

    private static final Set<String> HINTS = Set.of(
            "NOLOCK",
            "READUNCOMMITTED",
            "READCOMMITTED",
            "READCOMMITTEDLOCK",
            "REPEATABLEREAD",
            "SERIALIZABLE",
            "HOLDLOCK",
            "READPAST",
            "ROWLOCK",
            "PAGLOCK",
            "TABLOCK",
            "TABLOCKX",
            "UPDLOCK",
            "XLOCK",
            "NOWAIT",
            "SNAPSHOT",
            "NOEXPAND",
            "KEEPIDENTITY",
            "KEEPDEFAULTS",
            "IGNORE_CONSTRAINTS",
            "IGNORE_TRIGGERS",
            "FORCESEEK",
            "FORCESCAN",
            "INDEX");

    private final Grammar grammar;
    private final TokenCursor cursor;

    TableSourceParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code [FROM source {, source}]}. */
    List<TableSource> from() {
        return cursor.accept(Keyword.FROM) ? cursor.list(this::source) : List.of();
    }

    /** {@code primary {join}}. */
    TableSource source() {
        cursor.enter();
        TableSource source = primary();
        int joins = 0;
        while (atJoin()) {
            source = join(source);
            if (++joins > MAX_JOINS) {
                throw cursor.tooDeep();
            }
        }
        cursor.leave();
        return source;
    }

    private boolean atJoin() {
        Keyword keyword = cursor.peek().keyword();
        if (keyword == null) {
            return false;
        }
        return switch (keyword) {
            case INNER, LEFT, RIGHT, FULL, CROSS, JOIN -> true;
            case OUTER -> cursor.at(1, "APPLY");
            default -> false;
        };
    }

    /**
     * {@code CROSS JOIN primary | {CROSS | OUTER} APPLY primary | [INNER | {LEFT | RIGHT | FULL} [OUTER]] [hint] JOIN
     * primary {join} ON condition}.
     */
    private TableSource join(TableSource left) {
        if (cursor.accept(Keyword.CROSS)) {
            boolean apply = cursor.accept("APPLY");
            if (!apply) {
                cursor.expect(Keyword.JOIN);
            }
            return joined(left, apply ? TableSource.Kind.CROSS_APPLY : TableSource.Kind.CROSS, primary());
        }
        if (cursor.acceptWords("OUTER", "APPLY")) {
            return joined(left, TableSource.Kind.OUTER_APPLY, primary());
        }
        TableSource.Kind kind = kind();
        TableSource right = primary();
        cursor.enter();
        while (!cursor.at(Keyword.ON)) {
            if (!atJoin()) {
                throw cursor.syntaxError();
            }
            right = join(right);
        }
        cursor.leave();
        cursor.expect(Keyword.ON);
        return new TableSource.Join(left, kind, right, Optional.of(grammar.expressions.condition()));
    }

    private static TableSource joined(TableSource left, TableSource.Kind kind, TableSource right) {
        return new TableSource.Join(left, kind, right, Optional.empty());
    }

    private TableSource.Kind kind() {
        TableSource.Kind kind = TableSource.Kind.INNER;
        if (!cursor.accept(Keyword.INNER)) {
            if (cursor.accept(Keyword.LEFT)) {
                kind = TableSource.Kind.LEFT;
            } else if (cursor.accept(Keyword.RIGHT)) {
                kind = TableSource.Kind.RIGHT;
            } else if (cursor.accept(Keyword.FULL)) {
                kind = TableSource.Kind.FULL;
            }
            if (kind != TableSource.Kind.INNER) {
                cursor.accept(Keyword.OUTER);
            }
        }
        if (cursor.at("LOOP") || cursor.at("HASH") || cursor.at("MERGE") || cursor.at("REMOTE")) {
            cursor.next();
        }
        cursor.expect(Keyword.JOIN);
        return kind;
    }

    /** {@code table | @table | function ( … ) | ( query | joined-table ) | { oj … }}, each with alias and hints. */
    TableSource primary() {
        TableSource source = unpivoted();
        if (cursor.at(Keyword.PIVOT) || cursor.at(Keyword.UNPIVOT)) {
            throw cursor.notSupported(cursor.word());
        }
        return source;
    }

    private TableSource unpivoted() {
        if (cursor.at('(')) {
            return atDerivedTable() ? derived() : parenthesized();
        }
        if (cursor.at('{')) {
            return grammar.odbc.outerJoin();
        }
        if (cursor.at(TokenType.VARIABLE)) {
            return variable();
        }
        if (cursor.at(Keyword.OPENQUERY)
                || cursor.at(Keyword.OPENROWSET)
                || cursor.at(Keyword.OPENDATASOURCE)
                || cursor.at(Keyword.OPENXML)
                || cursor.at(Keyword.CONTAINSTABLE)
                || cursor.at(Keyword.FREETEXTTABLE)) {
            throw cursor.notSupported(cursor.word());
        }
        List<String> parts = cursor.nameParts();
        if (cursor.at('(') && !isHint(cursor.peek(1))) {
            return function(parts);
        }
        return named(cursor.objectName(parts));
    }

    /** A parenthesis is a derived table unless it encloses a join; only the token behind the first query tells. */
    private boolean atDerivedTable() {
        int inner = 1;
        while (cursor.at(inner, '(')) {
            inner++;
        }
        if (!cursor.at(inner, Keyword.SELECT)) {
            return inner == 1 && cursor.at(inner, Keyword.VALUES);
        }
        if (inner == 1) {
            return true;
        }
        int ahead = 2;
        for (int open = 1; open > 0 && cursor.peek(ahead).type() != TokenType.END; ahead++) {
            open += cursor.at(ahead, '(') ? 1 : cursor.at(ahead, ')') ? -1 : 0;
        }
        Token behind = cursor.peek(ahead);
        return behind.isSymbol(')')
                || behind.keyword() == Keyword.UNION
                || behind.keyword() == Keyword.EXCEPT
                || behind.keyword() == Keyword.INTERSECT;
    }

    /** {@code ( query | VALUES … ) [AS] alias [( columns )]}. */
    private TableSource derived() {
        cursor.expect('(');
        Query query = cursor.at(Keyword.VALUES) ? grammar.queries.values() : grammar.queries.query();
        cursor.expect(')');
        cursor.accept(Keyword.AS);
        String alias = cursor.identifier();
        return new TableSource.Derived(query, alias, columns());
    }

    private List<String> columns() {
        return cursor.at('(') ? cursor.listInParentheses(cursor::identifier) : List.of();
    }

    private TableSource parenthesized() {
        cursor.expect('(');
        TableSource source = source();
        cursor.expect(')');
        return source;
    }

    private TableSource variable() {
        String name = cursor.variable();
        if (cursor.at('.')) {
            throw grammar.primaries.xmlMethod(cursor.peek(1).text());
        }
        Optional<String> alias = alias();
        hints();
        return new TableSource.TableVariable(name, alias);
    }

    private TableSource function(List<String> parts) {
        if (PrimaryParser.isXmlMethod(parts)) {
            throw grammar.primaries.xmlMethod(parts.get(parts.size() - 1));
        }
        ObjectName name = cursor.objectName(parts);
        List<Expression> arguments = grammar.expressions.arguments();
        if (cursor.at(Keyword.WITH) && cursor.at(1, '(') && !isHint(cursor.peek(2))) {
            throw cursor.notSupported(name + " … WITH");
        }
        Optional<String> alias = alias();
        return new TableSource.Function(name, arguments, alias, alias.isPresent() ? columns() : List.of());
    }

    /** {@code name [(hints)] [[AS] alias] [[WITH] (hints)]}. */
    private TableSource named(ObjectName name) {
        if (cursor.at(Keyword.FOR) && cursor.at(1, "SYSTEM_TIME")) {
            throw cursor.notSupported("FOR SYSTEM_TIME");
        }
        List<String> hints = hints();
        Optional<String> alias = alias();
        if (cursor.at(Keyword.TABLESAMPLE)) {
            throw cursor.notSupported("TABLESAMPLE");
        }
        if (hints.isEmpty()) {
            hints = hints();
        }
        return new TableSource.Named(name, alias, hints);
    }

    /** {@code [[AS] name]}; USING of MERGE is not an alias. */
    Optional<String> alias() {
        if (cursor.accept(Keyword.AS)) {
            return Optional.of(cursor.identifier());
        }
        if (cursor.peek().isIdentifier() && !cursor.at("USING")) {
            return Optional.of(cursor.identifier());
        }
        return Optional.empty();
    }

    /** {@code [[WITH] ( hint {[,] hint} )]}, in upper case. */
    List<String> hints() {
        int open = cursor.at(Keyword.WITH) ? 1 : 0;
        if (!cursor.at(open, '(') || !isHint(cursor.peek(open + 1))) {
            return List.of();
        }
        if (open == 1) {
            cursor.next();
        }
        cursor.expect('(');
        List<String> hints = new ArrayList<>();
        do {
            if (!isHint(cursor.peek())) {
                throw cursor.syntaxError();
            }
            hints.add(cursor.word());
            hintArguments();
            cursor.accept(',');
        } while (!cursor.at(')'));
        cursor.expect(')');
        return hints;
    }

    /** {@code INDEX ( ix {, ix} )} and {@code INDEX = ix}; which index is read does not change a result. */
    private void hintArguments() {
        if (cursor.accept('=')) {
            if (!cursor.at('(')) {
                indexName();
                return;
            }
        }
        if (cursor.at('(')) {
            cursor.listInParentheses(this::indexName);
        }
    }

    private String indexName() {
        return cursor.at(TokenType.INTEGER) ? cursor.next().text() : cursor.identifier();
    }

    private static boolean isHint(Token token) {
        return token.type() == TokenType.WORD && HINTS.contains(token.text().toUpperCase(Locale.ROOT));
    }
}
