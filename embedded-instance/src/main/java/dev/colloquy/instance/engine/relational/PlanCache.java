package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Translations by syntax tree, so that procedures and batches that come again cost none. The engine keeps the trees by
 * their text; an equal tree at another place is another statement.
 */
final class PlanCache {
    private static final int MAX_PLANS = 5_000;

    private final Map<Key, Prepared> plans = new ConcurrentHashMap<>();
    private final Names names;

    PlanCache(Names names) {
        this.names = names;
    }

    private record Key(Object node, Class<?> use, int databaseId, String schema) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.node == node
                    && key.use == use
                    && key.databaseId == databaseId
                    && key.schema.equals(schema);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(node) * 31 + databaseId;
        }
    }

    /** The translation of the node for one use of it; made anew if something it depends on has changed. */
    <P extends Prepared> P get(
            Object node, Class<P> use, StatementContext context, Function<Translation, P> translate) {
        Key key = new Key(node, use, context.database().id(), Names.defaultSchema(context));
        P known = use.cast(plans.get(key));
        if (known != null && known.dependencies().hold(context, names)) {
            return known;
        }
        P made = translate.apply(new Translation(context, names));
        if (plans.size() >= MAX_PLANS) {
            plans.clear();
        }
        plans.put(key, made);
        return made;
    }
}
