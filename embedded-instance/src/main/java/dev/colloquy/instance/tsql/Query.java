package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/** A query expression: everything that yields rows. */
public sealed interface Query {

    /** ORDER BY of the outermost query, empty if there is none. */
    List<Order> orderBy();

    /** OFFSET … FETCH …, absent if there is none. */
    Optional<Paging> paging();

    /**
     * {@code SELECT}.
     *
     * @param assignments true when every item is {@code @variable = expression}
     * @param into        the new table of SELECT … INTO
     * @param from        empty for a SELECT without FROM; several entries are a comma join
     * @param forXml      the text of a FOR XML or FOR JSON clause, as written after FOR
     */
    record Select(
            boolean distinct,
            Optional<Top> top,
            List<Item> items,
            boolean assignments,
            Optional<ObjectName> into,
            List<TableSource> from,
            Optional<Expression> where,
            List<Expression> groupBy,
            Optional<Expression> having,
            List<Order> orderBy,
            Optional<Paging> paging,
            Optional<String> forXml)
            implements Query {
        public Select {
            items = List.copyOf(items);
            from = List.copyOf(from);
            groupBy = List.copyOf(groupBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** UNION, UNION ALL, EXCEPT or INTERSECT of two queries; operator is the keyword text in upper case. */
    record Combined(Query left, String operator, Query right, List<Order> orderBy, Optional<Paging> paging)
            implements Query {
        public Combined {
            orderBy = List.copyOf(orderBy);
        }
    }

    /** A table value constructor: {@code VALUES (…), (…)}. */
    record Values(List<List<Expression>> rows) implements Query {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public List<Order> orderBy() {
            return List.of();
        }

        @Override
        public Optional<Paging> paging() {
            return Optional.empty();
        }
    }

    /** {@code TOP (n) [PERCENT] [WITH TIES]}. */
    record Top(Expression count, boolean percent, boolean withTies) {}

    /**
     * One item of a select list.
     *
     * @param alias    the name after AS, before = or as a string literal
     * @param variable the variable that the value is assigned to, {@code @} included
     * @param operator {@code =} or a compound one ({@code +=}), meaningful with a variable only
     */
    record Item(Expression expression, Optional<String> alias, Optional<String> variable, String operator) {}

    /** One term of ORDER BY; an integer literal is an ordinal. */
    record Order(Expression expression, boolean descending) {}

    /** {@code OFFSET n ROWS [FETCH NEXT m ROWS ONLY]}. */
    record Paging(Expression offset, Optional<Expression> fetch) {}

    /** A common table expression of WITH. */
    record CommonTable(String name, List<String> columns, Query query) {
        public CommonTable {
            columns = List.copyOf(columns);
        }
    }
}
