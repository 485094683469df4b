package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MERGE. */
final class MergeParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    MergeParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /**
     * {@code MERGE [TOP …] [INTO] target [WITH (hints)] [[AS] alias] USING source ON condition branch {branch} [OUTPUT …]
     * [OPTION …] ;}; the semicolon is looked at and left for the list of statements.
     */
    Statement merge(Position position, List<Query.CommonTable> with) {
        cursor.expect(Keyword.MERGE);
        Optional<Query.Top> top = grammar.queries.top();
        cursor.accept(Keyword.INTO);
        DataStatement.Target target = grammar.data.target();
        Optional<String> alias = grammar.sources.alias();
        cursor.expect("USING");
        TableSource using = grammar.sources.source();
        cursor.expect(Keyword.ON);
        Expression on = grammar.expressions.condition();
        List<DataStatement.MergeBranch> branches = new ArrayList<>();
        do {
            branches.add(branch());
        } while (cursor.at(Keyword.WHEN));
        Optional<DataStatement.Output> output = grammar.data.output();
        grammar.hints.option();
        if (!cursor.at(';')) {
            throw cursor.error(10713, "A MERGE statement must be terminated by a semi-colon (;).");
        }
        return new DataStatement.Merge(position, with, top, target, alias, using, on, branches, output);
    }

    /** {@code WHEN [NOT] MATCHED [BY {TARGET | SOURCE}] [AND condition] THEN action}. */
    private DataStatement.MergeBranch branch() {
        cursor.expect(Keyword.WHEN);
        DataStatement.MergeMatch match = DataStatement.MergeMatch.MATCHED;
        if (cursor.accept(Keyword.NOT)) {
            match = DataStatement.MergeMatch.NOT_MATCHED_BY_TARGET;
        }
        cursor.expect("MATCHED");
        if (match != DataStatement.MergeMatch.MATCHED && cursor.accept(Keyword.BY)) {
            if (cursor.accept("SOURCE")) {
                match = DataStatement.MergeMatch.NOT_MATCHED_BY_SOURCE;
            } else {
                cursor.expect("TARGET");
            }
        }
        Optional<Expression> condition =
                cursor.accept(Keyword.AND) ? Optional.of(grammar.expressions.condition()) : Optional.empty();
        cursor.expect(Keyword.THEN);
        return new DataStatement.MergeBranch(match, condition, action(match));
    }

    /** {@code INSERT … | UPDATE SET … | DELETE}; a row that is not matched by the target can only be inserted. */
    private DataStatement.MergeAction action(DataStatement.MergeMatch match) {
        if (match == DataStatement.MergeMatch.NOT_MATCHED_BY_TARGET) {
            cursor.expect(Keyword.INSERT);
            return insert();
        }
        if (cursor.accept(Keyword.DELETE)) {
            return new DataStatement.MergeDelete();
        }
        cursor.expect(Keyword.UPDATE);
        return new DataStatement.MergeUpdate(grammar.data.assignments());
    }

    /** {@code [(columns)] {VALUES ( value {, value} ) | DEFAULT VALUES}}. */
    private DataStatement.MergeAction insert() {
        List<String> columns = cursor.at('(') ? grammar.data.columns() : List.of();
        if (cursor.accept(Keyword.DEFAULT)) {
            cursor.expect(Keyword.VALUES);
            return new DataStatement.MergeInsert(columns, List.of());
        }
        cursor.expect(Keyword.VALUES);
        return new DataStatement.MergeInsert(columns, cursor.listInParentheses(grammar.queries::valueOrDefault));
    }
}
