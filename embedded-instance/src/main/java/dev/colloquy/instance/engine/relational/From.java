package dev.colloquy.instance.engine.relational;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of FROM.
 *
 * @param sql  asked once everything that uses the sources' columns is translated; empty for a source that needs no text
 * @param view the view or queue, if that is the only source
 */
record From(Supplier<String> sql, List<Source> sources, Optional<ViewSource> view) {
    From(Supplier<String> sql, List<Source> sources) {
        this(sql, sources, Optional.empty());
    }

    static From of(Supplier<String> sql, Source source) {
        return new From(sql, List.of(source));
    }

    static List<Source> both(From left, From right) {
        List<Source> sources = new ArrayList<>(left.sources());
        sources.addAll(right.sources());
        return sources;
    }

    From asNullable() {
        return new From(sql, sources.stream().map(Source::asNullable).toList());
    }
}
