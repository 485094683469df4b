package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/** SELECT, INSERT, UPDATE, DELETE and TRUNCATE TABLE as statements. */
final class DataParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    DataParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code [WITH …] {SELECT | INSERT | UPDATE | DELETE | MERGE} …}. */
    Statement statement() {
        Position position = cursor.position();
        List<Query.CommonTable> with = grammar.queries.with();
        Keyword keyword = cursor.peek().keyword();
        if (cursor.at('(') || keyword == Keyword.SELECT) {
            return select(position, with);
        }
        if (keyword == null) {
            throw cursor.syntaxError();
        }
        return switch (keyword) {
            case INSERT -> insert(position, with);
            case UPDATE -> update(position, with);
            case DELETE -> delete(position, with);
            case MERGE -> grammar.merges.merge(position, with);
            default -> throw cursor.syntaxError();
        };
    }

    private Statement select(Position position, List<Query.CommonTable> with) {
        Query query = grammar.queries.query();
        grammar.hints.option();
        return new DataStatement.Select(position, with, query);
    }

    /** {@code INSERT [TOP …] [INTO] target [WITH (hints)] [(columns)] [OUTPUT …] source}. */
    private Statement insert(Position position, List<Query.CommonTable> with) {
        cursor.expect(Keyword.INSERT);
        if (cursor.at(Keyword.BULK)) {
            throw cursor.notSupported("INSERT BULK");
        }
        Optional<Query.Top> top = grammar.queries.top();
        cursor.accept(Keyword.INTO);
        DataStatement.Target target = target();
        boolean columnList = cursor.at('(') && !cursor.at(1, Keyword.SELECT) && !cursor.at(1, '(');
        List<String> columns = columnList ? columns() : List.of();
        Optional<DataStatement.Output> output = output();
        return new DataStatement.Insert(position, with, top, target, columns, output, source());
    }

    /** {@code VALUES … | query | EXEC … | DEFAULT VALUES}. */
    private DataStatement.InsertSource source() {
        if (cursor.accept(Keyword.DEFAULT)) {
            cursor.expect(Keyword.VALUES);
            return new DataStatement.DefaultSource();
        }
        if (cursor.at(Keyword.EXEC) || cursor.at(Keyword.EXECUTE)) {
            return new DataStatement.ExecuteSource(grammar.executes.execute());
        }
        Query query = cursor.at(Keyword.VALUES) ? grammar.queries.values() : grammar.queries.query();
        grammar.hints.option();
        return new DataStatement.QuerySource(query);
    }

    /** {@code @table | [[database.][schema].]name}, with table hints. */
    DataStatement.Target target() {
        if (cursor.at(TokenType.VARIABLE)) {
            return new DataStatement.VariableTarget(cursor.variable());
        }
        if (cursor.at(Keyword.OPENROWSET) || cursor.at(Keyword.OPENQUERY) || cursor.at(Keyword.OPENDATASOURCE)) {
            throw cursor.notSupported(cursor.word());
        }
        ObjectName name = cursor.objectName();
        return new DataStatement.TableTarget(name, cursor.at(Keyword.WITH) ? grammar.sources.hints() : List.of());
    }

    /** {@code ( column {, column} )}; a qualifier of a column says nothing new and is dropped. */
    List<String> columns() {
        return cursor.listInParentheses(this::lastPart);
    }

    private String lastPart() {
        List<String> parts = cursor.nameParts();
        return parts.get(parts.size() - 1);
    }

    /** {@code UPDATE [TOP …] target [WITH (hints)] SET … [OUTPUT …] [FROM …] [WHERE …] [OPTION …]}. */
    private Statement update(Position position, List<Query.CommonTable> with) {
        cursor.expect(Keyword.UPDATE);
        if (cursor.at(Keyword.STATISTICS)) {
            throw cursor.notSupported("UPDATE STATISTICS");
        }
        Optional<Query.Top> top = grammar.queries.top();
        DataStatement.Target target = target();
        List<DataStatement.Assignment> assignments = assignments();
        Optional<DataStatement.Output> output = output();
        List<TableSource> from = grammar.sources.from();
        Optional<Expression> where = where();
        grammar.hints.option();
        return new DataStatement.Update(position, with, top, target, assignments, output, from, where);
    }

    private Optional<Expression> where() {
        if (cursor.at(Keyword.WHERE) && cursor.at(1, Keyword.CURRENT) && cursor.at(2, Keyword.OF)) {
            throw cursor.notSupported("WHERE CURRENT OF");
        }
        return grammar.queries.where();
    }

    /** {@code SET assignment {, assignment}}. */
    List<DataStatement.Assignment> assignments() {
        cursor.expect(Keyword.SET);
        return cursor.list(this::assignment);
    }

    /** {@code column op value | @v op value | @v = column op value}. */
    private DataStatement.Assignment assignment() {
        Optional<String> variable = Optional.empty();
        Optional<Expression.Column> column = Optional.empty();
        if (cursor.at(TokenType.VARIABLE)) {
            variable = Optional.of(cursor.variable());
            if (cursor.at('=') && isColumnAssignment(1)) {
                cursor.next();
                column = Optional.of(column());
            }
        } else {
            column = Optional.of(column());
        }
        if (!QueryParser.isAssignment(cursor.peek())) {
            throw cursor.syntaxError();
        }
        String operator = cursor.next().text();
        return new DataStatement.Assignment(variable, column, operator, grammar.queries.valueOrDefault());
    }

    /** True if {@code name {.name} op} comes so many tokens ahead. */
    private boolean isColumnAssignment(int ahead) {
        int place = ahead;
        while (cursor.peek(place).isIdentifier() && cursor.at(place + 1, '.')) {
            place += 2;
        }
        return cursor.peek(place).isIdentifier() && QueryParser.isAssignment(cursor.peek(place + 1));
    }

    private Expression.Column column() {
        List<String> parts = cursor.nameParts();
        if (cursor.at('(') && parts.get(parts.size() - 1).equalsIgnoreCase("WRITE")) {
            throw cursor.notSupported(".WRITE()");
        }
        return new Expression.Column(parts.subList(0, parts.size() - 1), parts.get(parts.size() - 1));
    }

    /** {@code DELETE [TOP …] [FROM] target [WITH (hints)] [OUTPUT …] [FROM …] [WHERE …] [OPTION …]}. */
    private Statement delete(Position position, List<Query.CommonTable> with) {
        cursor.expect(Keyword.DELETE);
        Optional<Query.Top> top = grammar.queries.top();
        cursor.accept(Keyword.FROM);
        DataStatement.Target target = target();
        Optional<DataStatement.Output> output = output();
        List<TableSource> from = grammar.sources.from();
        Optional<Expression> where = where();
        grammar.hints.option();
        return new DataStatement.Delete(position, with, top, target, output, from, where);
    }

    /** {@code [OUTPUT item {, item} [INTO target [(columns)]]]}. */
    Optional<DataStatement.Output> output() {
        if (!cursor.accept("OUTPUT")) {
            return Optional.empty();
        }
        List<Query.Item> items = cursor.list(grammar.queries::item);
        Optional<DataStatement.Target> into = Optional.empty();
        List<String> columns = List.of();
        if (cursor.accept(Keyword.INTO)) {
            into = Optional.of(target());
            columns = cursor.at('(') && !cursor.at(1, Keyword.SELECT) ? columns() : List.of();
            if (cursor.at("OUTPUT")) {
                throw cursor.notSupported("a second OUTPUT clause");
            }
        }
        return Optional.of(new DataStatement.Output(items, into, columns));
    }

    /** {@code TRUNCATE TABLE name}. */
    Statement truncate() {
        Position position = cursor.position();
        cursor.expect(Keyword.TRUNCATE);
        cursor.expect(Keyword.TABLE);
        ObjectName table = cursor.objectName();
        if (cursor.at(Keyword.WITH) && cursor.at(1, '(')) {
            throw cursor.notSupported("TRUNCATE TABLE … WITH");
        }
        return new DataStatement.Truncate(position, table);
    }
}
