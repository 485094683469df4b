package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Query expressions: SELECT, set operators, VALUES, ORDER BY and common table expressions. */
final class QueryParser {
    private static final int MAX_SET_OPERATORS = 500;

    private final Grammar grammar;
    private final TokenCursor cursor;

    QueryParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    boolean startsQuery(Token token) {
        return token.keyword() == Keyword.SELECT;
    }

    boolean atSetOperator() {
        return cursor.at(Keyword.UNION) || cursor.at(Keyword.EXCEPT) || cursor.at(Keyword.INTERSECT);
    }

    /** {@code ( query )}. */
    Query inParentheses() {
        cursor.expect('(');
        Query query = query();
        cursor.expect(')');
        return query;
    }

    /** {@code term {(UNION [ALL] | EXCEPT) term} [ORDER BY …] [OFFSET …] [FOR …]}. */
    Query query() {
        cursor.enter();
        Query query = continued(primary());
        cursor.leave();
        return query;
    }

    /** What may follow the first operand of set operators. */
    Query continued(Query first) {
        Query query = intersections(first);
        int operators = 0;
        while (cursor.at(Keyword.UNION) || cursor.at(Keyword.EXCEPT)) {
            String operator = cursor.word();
            if (operator.equals("UNION") && cursor.accept(Keyword.ALL)) {
                operator = "UNION ALL";
            }
            query = combined(query, operator, intersections(primary()));
            limit(++operators);
        }
        return finished(query);
    }

    private Query intersections(Query first) {
        Query query = first;
        int operators = 0;
        while (cursor.accept(Keyword.INTERSECT)) {
            query = combined(query, "INTERSECT", primary());
            limit(++operators);
        }
        return query;
    }

    private void limit(int operators) {
        if (operators > MAX_SET_OPERATORS) {
            throw cursor.tooDeep();
        }
    }

    private static Query combined(Query left, String operator, Query right) {
        return new Query.Combined(left, operator, right, List.of(), Optional.empty());
    }

    /** {@code SELECT … | ( query )}. */
    private Query primary() {
        return cursor.at('(') ? inParentheses() : select();
    }

    private Query finished(Query query) {
        List<Query.Order> orderBy = orderBy();
        Optional<Query.Paging> paging = orderBy.isEmpty() ? Optional.empty() : paging();
        Optional<String> forXml = forXml();
        if (orderBy.isEmpty() && forXml.isEmpty()) {
            return query;
        }
        if (query instanceof Query.Select s
                && s.orderBy().isEmpty()
                && s.forXml().isEmpty()) {
            return new Query.Select(
                    s.distinct(),
                    s.top(),
                    s.items(),
                    s.assignments(),
                    s.into(),
                    s.from(),
                    s.where(),
                    s.groupBy(),
                    s.having(),
                    orderBy,
                    paging,
                    forXml);
        }
        if (query instanceof Query.Combined c && c.orderBy().isEmpty()) {
            if (forXml.isPresent()) {
                throw cursor.notSupported("FOR after a set operator");
            }
            return new Query.Combined(c.left(), c.operator(), c.right(), orderBy, paging);
        }
        throw cursor.syntaxError();
    }

    /**
     * {@code SELECT [ALL | DISTINCT] [TOP …] item {, item} [INTO table] [FROM …] [WHERE …] [GROUP BY …] [HAVING …]}.
     */
    private Query.Select select() {
        cursor.expect(Keyword.SELECT);
        boolean distinct = cursor.accept(Keyword.DISTINCT);
        if (!distinct) {
            cursor.accept(Keyword.ALL);
        }
        Optional<Query.Top> top = top();
        List<Query.Item> items = cursor.list(this::item);
        boolean assignments = assignments(items);
        Optional<ObjectName> into = cursor.accept(Keyword.INTO) ? Optional.of(cursor.objectName()) : Optional.empty();
        List<TableSource> from = grammar.sources.from();
        Optional<Expression> where = where();
        List<Expression> groupBy = groupBy();
        Optional<Expression> having =
                cursor.accept(Keyword.HAVING) ? Optional.of(grammar.expressions.condition()) : Optional.empty();
        return new Query.Select(
                distinct,
                top,
                items,
                assignments,
                into,
                from,
                where,
                groupBy,
                having,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** {@code [WHERE condition]}. */
    Optional<Expression> where() {
        return cursor.accept(Keyword.WHERE) ? Optional.of(grammar.expressions.condition()) : Optional.empty();
    }

    private boolean assignments(List<Query.Item> items) {
        int assigning = 0;
        for (Query.Item item : items) {
            assigning += item.variable().isPresent() ? 1 : 0;
        }
        if (assigning > 0 && assigning < items.size()) {
            throw cursor.error(
                    141,
                    "A SELECT statement that assigns a value to a variable must not be combined with data-retrieval"
                            + " operations.");
        }
        return assigning > 0;
    }

    /** {@code [TOP {( value ) | number} [PERCENT] [WITH TIES]]}. */
    Optional<Query.Top> top() {
        if (!cursor.accept(Keyword.TOP)) {
            return Optional.empty();
        }
        Expression count;
        if (cursor.accept('(')) {
            count = grammar.expressions.value();
            cursor.expect(')');
        } else {
            count = Literals.isLiteral(cursor.peek()) ? Literals.of(cursor.next()) : variable();
        }
        boolean percent = cursor.accept(Keyword.PERCENT);
        boolean withTies = cursor.acceptWords("WITH", "TIES");
        return Optional.of(new Query.Top(count, percent, withTies));
    }

    private Expression variable() {
        return new Expression.Variable(cursor.variable());
    }

    /** {@code * | name.* | @v op value | alias = value | value [[AS] alias]}. */
    Query.Item item() {
        if (cursor.accept('*')) {
            return plain(new Expression.AllColumns(List.of()), Optional.empty());
        }
        if (cursor.at(TokenType.VARIABLE) && isAssignment(cursor.peek(1))) {
            String variable = cursor.variable();
            String operator = cursor.next().text();
            return new Query.Item(grammar.expressions.value(), Optional.empty(), Optional.of(variable), operator);
        }
        boolean names = cursor.peek().isIdentifier();
        if ((names || cursor.peek().isString()) && cursor.at(1, '=')) {
            String alias = cursor.next().text();
            cursor.next();
            return plain(grammar.expressions.value(), Optional.of(alias));
        }
        if (names && cursor.at(1, '.')) {
            Optional<Query.Item> all = allOf();
            if (all.isPresent()) {
                return all.get();
            }
        }
        return plain(grammar.expressions.value(), itemAlias());
    }

    static boolean isAssignment(Token token) {
        if (token.type() != TokenType.SYMBOL) {
            return false;
        }
        return switch (token.text()) {
            case "=", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=" -> true;
            default -> false;
        };
    }

    private static Query.Item plain(Expression expression, Optional<String> alias) {
        return new Query.Item(expression, alias, Optional.empty(), "=");
    }

    /** {@code name {.name}.*}, taken only if the star is there. */
    private Optional<Query.Item> allOf() {
        int ahead = 0;
        while (cursor.peek(ahead).isIdentifier() || cursor.at(ahead, '.')) {
            ahead++;
        }
        if (!cursor.at(ahead, '*') || !cursor.at(ahead - 1, '.')) {
            return Optional.empty();
        }
        List<String> qualifier = cursor.nameParts();
        cursor.expect('.');
        cursor.expect('*');
        return Optional.of(plain(new Expression.AllColumns(qualifier), Optional.empty()));
    }

    /** {@code [[AS] {name | 'text'}]}. */
    private Optional<String> itemAlias() {
        boolean required = cursor.accept(Keyword.AS);
        Token token = cursor.peek();
        if (token.isIdentifier() || token.isString()) {
            return Optional.of(cursor.next().text());
        }
        if (required) {
            throw cursor.syntaxError();
        }
        return Optional.empty();
    }

    /** {@code [GROUP BY value {, value}]}. */
    private List<Expression> groupBy() {
        if (!cursor.accept(Keyword.GROUP)) {
            return List.of();
        }
        cursor.expect(Keyword.BY);
        if (cursor.atWords("GROUPING", "SETS")) {
            throw cursor.notSupported("GROUPING SETS");
        }
        if (cursor.at(1, '(') && (cursor.at("ROLLUP") || cursor.at("CUBE"))) {
            throw cursor.notSupported(cursor.word());
        }
        List<Expression> groupBy = cursor.list(grammar.expressions::value);
        if (cursor.at(Keyword.WITH) && (cursor.at(1, "ROLLUP") || cursor.at(1, "CUBE"))) {
            throw cursor.notSupported("GROUP BY … WITH " + cursor.peek(1).text().toUpperCase(Locale.ROOT));
        }
        return groupBy;
    }

    /** {@code [ORDER BY value [ASC | DESC] {, value [ASC | DESC]}]}. */
    List<Query.Order> orderBy() {
        if (!cursor.accept(Keyword.ORDER)) {
            return List.of();
        }
        cursor.expect(Keyword.BY);
        return cursor.list(() -> order(grammar.expressions.value()));
    }

    /** {@code [ASC | DESC]} after what is ordered by. */
    Query.Order order(Expression expression) {
        boolean descending = cursor.accept(Keyword.DESC);
        if (!descending) {
            cursor.accept(Keyword.ASC);
        }
        return new Query.Order(expression, descending);
    }

    /** {@code [OFFSET value {ROW | ROWS} [FETCH {FIRST | NEXT} value {ROW | ROWS} ONLY]]}. */
    private Optional<Query.Paging> paging() {
        if (!cursor.accept("OFFSET")) {
            return Optional.empty();
        }
        Expression offset = grammar.expressions.value();
        rows();
        Optional<Expression> fetch = Optional.empty();
        if (cursor.accept(Keyword.FETCH)) {
            if (!cursor.accept("FIRST")) {
                cursor.expect("NEXT");
            }
            fetch = Optional.of(grammar.expressions.value());
            rows();
            cursor.expect("ONLY");
        }
        return Optional.of(new Query.Paging(offset, fetch));
    }

    private void rows() {
        if (!cursor.accept("ROWS")) {
            cursor.expect("ROW");
        }
    }

    /** {@code [FOR {XML | JSON} mode [(…)] {, directive}]}, as text after FOR. */
    private Optional<String> forXml() {
        if (!cursor.at(Keyword.FOR)) {
            return Optional.empty();
        }
        if (cursor.at(1, Keyword.BROWSE)) {
            throw cursor.notSupported("FOR BROWSE");
        }
        cursor.next();
        int start = cursor.peek().start();
        if (!cursor.accept("XML")) {
            cursor.expect("JSON");
        }
        do {
            directive();
        } while (cursor.accept(','));
        return Optional.of(cursor.textFrom(start));
    }

    /** {@code word [word] [( 'text' )]}: PATH('row'), ELEMENTS XSINIL, BINARY BASE64, ROOT. */
    private void directive() {
        if (!cursor.peek().isIdentifier()) {
            throw cursor.syntaxError();
        }
        cursor.next();
        if (cursor.at("XSINIL") || cursor.at("ABSENT") || cursor.at("BASE64")) {
            cursor.next();
        }
        if (cursor.accept('(')) {
            cursor.string();
            cursor.expect(')');
        }
    }

    /** {@code [WITH name [(columns)] AS ( query ) {, …}]}. */
    List<Query.CommonTable> with() {
        if (!cursor.accept(Keyword.WITH)) {
            return List.of();
        }
        if (cursor.at("XMLNAMESPACES")) {
            throw cursor.notSupported("WITH XMLNAMESPACES");
        }
        return cursor.list(this::commonTable);
    }

    private Query.CommonTable commonTable() {
        String name = cursor.identifier();
        List<String> columns = cursor.at('(') ? cursor.listInParentheses(cursor::identifier) : List.of();
        cursor.expect(Keyword.AS);
        return new Query.CommonTable(name, columns, inParentheses());
    }

    /** {@code VALUES ( value {, value} ) {, (…)}}; DEFAULT is allowed in INSERT only, which the engine checks. */
    Query.Values values() {
        cursor.expect(Keyword.VALUES);
        List<List<Expression>> rows = new ArrayList<>();
        do {
            rows.add(cursor.listInParentheses(this::valueOrDefault));
        } while (cursor.accept(','));
        return new Query.Values(rows);
    }

    /** {@code value | DEFAULT}. */
    Expression valueOrDefault() {
        if (cursor.accept(Keyword.DEFAULT)) {
            return new Expression.Column(List.of(), "DEFAULT");
        }
        return grammar.expressions.value();
    }
}
