package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.views.SystemView;
import dev.colloquy.instance.catalog.views.ViewDemand;
import dev.colloquy.instance.catalog.views.ViewScope;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One run of a plan. While H2 runs it, the thread knows it. */
final class Execution {
    private static final ThreadLocal<Execution> CURRENT = new ThreadLocal<>();

    private final Plan plan;
    private final StatementContext context;
    private final Names names;
    private final Object[] supplied;
    private final Map<ViewUse, List<Object[]>> views = new HashMap<>(0);

    Execution(Plan plan, StatementContext context, Names names, Object... supplied) {
        this.plan = plan;
        this.context = context;
        this.names = names;
        this.supplied = supplied;
    }

    /** What the calling thread runs. */
    static Execution current() {
        Execution current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("a row function was called outside a plan");
        }
        return current;
    }

    /** Makes this the current one; returns the former one for {@link #leave}. */
    Execution enter() {
        Execution former = CURRENT.get();
        CURRENT.set(this);
        return former;
    }

    static void leave(Execution former) {
        if (former == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(former);
        }
    }

    StatementContext context() {
        return context;
    }

    RowExpression expression(int number) {
        return plan.expressions().get(number);
    }

    Object supplied(int index) {
        return supplied[index];
    }

    /** The rows of a view, read once. */
    List<Object[]> rows(ViewUse use) {
        return views.computeIfAbsent(use, this::read);
    }

    private List<Object[]> read(ViewUse use) {
        Database database = names.database(use.databaseId());
        SystemView view = names.view(database, use.schema(), use.name())
                .orElseThrow(() -> SqlErrors.invalidObjectName(use.schema() + "." + use.name()));
        List<Object[]> rows = new ArrayList<>();
        Optional<Principal> user =
                database.id() == context.database().id() ? Optional.of(context.user()) : Optional.empty();
        ViewDemand demand = demand(use);
        ViewScope scope = new ViewScope(database, context.transaction(), context.login(), user, demand);
        Iterator<Object[]> next = found(use, view, scope).iterator();
        long limit = demand.limit().orElse(Long.MAX_VALUE);
        while (rows.size() < limit && next.hasNext()) {
            rows.add(next.next());
        }
        return rows;
    }

    private Iterable<Object[]> found(ViewUse use, SystemView view, ViewScope scope) {
        if (use.key().isPresent()) {
            return view.rowsWith(use.key().get().value(this), scope);
        }
        return use.after().isPresent() ? view.rowsAfter(use.after().get().value(this), scope) : view.rows(scope);
    }

    private ViewDemand demand(ViewUse use) {
        Set<Integer> columns = new HashSet<>();
        for (Parameter parameter : plan.parameters()) {
            if (parameter instanceof Parameter.ViewValues values
                    && values.view().equals(use)) {
                columns.add(values.column());
            }
        }
        OptionalLong limit = use.limit()
                .map(count -> OptionalLong.of((Long) count.value(this)))
                .orElse(OptionalLong.empty());
        return new ViewDemand(Optional.of(columns), limit);
    }
}
