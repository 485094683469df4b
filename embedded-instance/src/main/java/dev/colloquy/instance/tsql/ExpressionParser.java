package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values and search conditions by precedence, see "Operator Precedence (Transact-SQL)". The two are kept apart: what
 * stands in parentheses inside a condition may be either, everywhere else the caller says which it must be.
 */
final class ExpressionParser {
    /** Operators in one chain; the tree of a chain is as deep as the chain is long. */
    private static final int MAX_CHAIN = 1000;

    private final Grammar grammar;
    private final TokenCursor cursor;

    /** Longest chain within what has been parsed since the enclosing operator. */
    private int chain;

    ExpressionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** A value of a data type. */
    Expression value() {
        cursor.enter();
        Expression value = additive(false);
        cursor.leave();
        return value;
    }

    /** A search condition; a bare value is refused with 4145. */
    Expression condition() {
        return requireCondition(either());
    }

    /** {@code and {OR and}}: a condition or, where no condition follows, a value. */
    Expression either() {
        cursor.enter();
        int outer = chain;
        chain = 0;
        Expression left = conjunction();
        while (cursor.at(Keyword.OR)) {
            requireCondition(left);
            cursor.next();
            int before = chain;
            chain = 0;
            left = new Expression.Logical(left, "OR", requireCondition(conjunction()));
            grow(before);
        }
        chain = Math.max(outer, chain);
        cursor.leave();
        return left;
    }

    /** {@code not {AND not}}. */
    private Expression conjunction() {
        int outer = chain;
        chain = 0;
        Expression left = negation();
        while (cursor.at(Keyword.AND)) {
            requireCondition(left);
            cursor.next();
            int before = chain;
            chain = 0;
            left = new Expression.Logical(left, "AND", requireCondition(negation()));
            grow(before);
        }
        chain = Math.max(outer, chain);
        return left;
    }

    /** {@code [NOT] predicate}. */
    private Expression negation() {
        if (!cursor.accept(Keyword.NOT)) {
            return predicate();
        }
        cursor.enter();
        Expression operand = requireCondition(negation());
        cursor.leave();
        return new Expression.Not(operand);
    }

    private Expression requireCondition(Expression expression) {
        if (!expression.isCondition()) {
            throw new SqlError(
                            4145,
                            15,
                            1,
                            "An expression of non-boolean type specified in a context where a condition is expected,"
                                    + " near '" + cursor.peek().text() + "'.")
                    .at(cursor.peek().line(), "");
        }
        return expression;
    }

    private void grow(int before) {
        chain = Math.max(before, chain) + 1;
        if (chain > MAX_CHAIN) {
            throw cursor.tooDeep();
        }
    }

    /** {@code EXISTS (query) | value comparison value | value [NOT] BETWEEN/IN/LIKE … | value IS [NOT] NULL}. */
    private Expression predicate() {
        if (cursor.at(Keyword.EXISTS)) {
            cursor.next();
            return new Expression.Exists(grammar.queries.inParentheses());
        }
        refuseUnsupportedPredicate();
        Expression left = additive(true);
        if (left.isCondition()) {
            return left;
        }
        String operator = comparison();
        if (operator != null) {
            return compare(left, operator);
        }
        if (cursor.accept(Keyword.IS)) {
            return nullTest(left);
        }
        boolean negated = cursor.at(Keyword.NOT) && isNegatable(cursor.peek(1));
        if (negated) {
            cursor.next();
        }
        if (cursor.accept(Keyword.BETWEEN)) {
            Expression low = additive(false);
            cursor.expect(Keyword.AND);
            return new Expression.Between(left, low, additive(false), negated);
        }
        if (cursor.accept(Keyword.LIKE)) {
            Expression pattern = additive(false);
            return new Expression.Like(left, pattern, escape(), negated);
        }
        if (cursor.accept(Keyword.IN)) {
            return in(left, negated);
        }
        return left;
    }

    private static boolean isNegatable(Token token) {
        return token.keyword() == Keyword.BETWEEN || token.keyword() == Keyword.LIKE || token.keyword() == Keyword.IN;
    }

    private void refuseUnsupportedPredicate() {
        if (cursor.at(Keyword.CONTAINS) || cursor.at(Keyword.FREETEXT)) {
            throw cursor.notSupported(cursor.word());
        }
        if (cursor.at(Keyword.UPDATE) && cursor.at(1, '(')) {
            throw cursor.notSupported("UPDATE()");
        }
    }

    /** The comparison operator that comes next, taken, {@code !<} and {@code !>} as their equivalents; else null. */
    private String comparison() {
        Token token = cursor.peek();
        if (token.type() != TokenType.SYMBOL) {
            return null;
        }
        String operator = switch (token.text()) {
            case "=", "<>", "!=", "<", "<=", ">", ">=" -> token.text();
            case "!<" -> ">=";
            case "!>" -> "<=";
            default -> null;
        };
        if (operator != null) {
            cursor.next();
        }
        return operator;
    }

    /** {@code value | {ALL | ANY | SOME} (query)}. */
    private Expression compare(Expression left, String operator) {
        if (cursor.accept(Keyword.ALL)) {
            return new Expression.Quantified(left, operator, "ALL", grammar.queries.inParentheses());
        }
        if (cursor.accept(Keyword.ANY) || cursor.accept(Keyword.SOME)) {
            return new Expression.Quantified(left, operator, "ANY", grammar.queries.inParentheses());
        }
        return new Expression.Comparison(left, operator, additive(false));
    }

    private Expression nullTest(Expression left) {
        boolean negated = cursor.accept(Keyword.NOT);
        if (cursor.at(Keyword.DISTINCT)) {
            throw cursor.notSupported(negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM");
        }
        cursor.expect(Keyword.NULL);
        return new Expression.IsNull(left, negated);
    }

    /** {@code [ESCAPE value | {escape 'c'}]}. */
    private Optional<Expression> escape() {
        if (cursor.accept(Keyword.ESCAPE)) {
            return Optional.of(additive(false));
        }
        if (cursor.at('{') && cursor.at(1, Keyword.ESCAPE)) {
            cursor.next();
            cursor.next();
            Expression escape = additive(false);
            cursor.expect('}');
            return Optional.of(escape);
        }
        return Optional.empty();
    }

    /** {@code ( query | value {, value} )}. */
    private Expression in(Expression left, boolean negated) {
        if (cursor.at('(') && grammar.queries.startsQuery(cursor.peek(1))) {
            return new Expression.InQuery(left, grammar.queries.inParentheses(), negated);
        }
        return new Expression.InList(left, cursor.listInParentheses(this::value), negated);
    }

    /** {@code multiplicative {(+ | - | & | ^ | '|') multiplicative}}. */
    private Expression additive(boolean conditionAllowed) {
        int outer = chain;
        chain = 0;
        Expression left = multiplicative(conditionAllowed);
        while (!left.isCondition() && isAdditive(cursor.peek())) {
            String operator = cursor.next().text();
            int before = chain;
            chain = 0;
            left = new Expression.Binary(left, operator, multiplicative(false));
            grow(before);
        }
        chain = Math.max(outer, chain);
        return left;
    }

    private static boolean isAdditive(Token token) {
        return isOneOf(token, "+-&^|");
    }

    private static boolean isOneOf(Token token, String symbols) {
        return token.type() == TokenType.SYMBOL
                && token.text().length() == 1
                && symbols.indexOf(token.text().charAt(0)) >= 0;
    }

    /** {@code unary {(* | / | %) unary}}. */
    private Expression multiplicative(boolean conditionAllowed) {
        int outer = chain;
        chain = 0;
        Expression left = unary(conditionAllowed);
        while (!left.isCondition() && isOneOf(cursor.peek(), "*/%")) {
            String operator = cursor.next().text();
            int before = chain;
            chain = 0;
            left = new Expression.Binary(left, operator, unary(false));
            grow(before);
        }
        chain = Math.max(outer, chain);
        return left;
    }

    /** {@code {- | + | ~} primary [COLLATE name]}. */
    private Expression unary(boolean conditionAllowed) {
        if (isOneOf(cursor.peek(), "-+~")) {
            cursor.enter();
            String operator = cursor.next().text();
            Expression operand = unary(false);
            cursor.leave();
            return new Expression.Unary(operator, operand);
        }
        Expression primary = grammar.primaries.primary(conditionAllowed);
        if (!primary.isCondition() && cursor.accept(Keyword.COLLATE)) {
            primary = new Expression.Collate(primary, cursor.identifier());
        }
        if (cursor.atWords("AT", "TIME", "ZONE")) {
            throw cursor.notSupported("AT TIME ZONE");
        }
        return primary;
    }

    /** {@code ( [value {, value}] )}, with {@code *} as an argument. */
    List<Expression> arguments() {
        cursor.expect('(');
        if (cursor.accept(')')) {
            return new ArrayList<>();
        }
        List<Expression> arguments = cursor.list(this::argument);
        cursor.expect(')');
        return arguments;
    }

    Expression argument() {
        if (cursor.accept('*')) {
            return new Expression.AllColumns(List.of());
        }
        return value();
    }

    /** A variable or a constant with an optional sign, where no other expression may stand. */
    Expression operand() {
        boolean negative = cursor.accept('-');
        Token token = cursor.peek();
        Expression value;
        if (Literals.isLiteral(token)) {
            value = Literals.of(cursor.next());
        } else if (token.type() == TokenType.VARIABLE) {
            value = new Expression.Variable(cursor.next().text());
        } else if (!negative && cursor.accept(Keyword.NULL)) {
            value = Literals.nullLiteral();
        } else {
            throw cursor.syntaxError();
        }
        return negative ? new Expression.Unary("-", value) : value;
    }
}
