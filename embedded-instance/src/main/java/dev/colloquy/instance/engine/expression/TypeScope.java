package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlType;
import java.util.Optional;

/** The types of what an expression refers to; asked before any row is at hand. */
public interface TypeScope {

    /** The declared type of a variable, its sign included in the name. Error 137 if it is not declared. */
    SqlType variable(String name);

    /** The type of a column. Error 207 if there is none of that name. */
    SqlType column(Expression.Column column);

    /** The type of a subquery's single column. */
    SqlType scalarQuery(Query query);

    /** The result type of a function that needs the session or the catalog, empty if there is no such function. */
    Optional<SqlType> sessionFunction(String name);

    /** The type of {@code @@ROWCOUNT} and its like; the name in upper case with both signs. */
    SqlType systemVariable(String name);

    /** The scope of an expression that is about to be evaluated. */
    static TypeScope of(EvaluationContext context) {
        return new ContextScope(context);
    }
}
