package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.types.SqlType;
import java.util.List;

/** The views that show the system views themselves. */
final class SystemObjectViews implements ViewFamily {
    private static final List<String> NAMES = List.of("all_objects", "all_columns", "system_views", "all_views");

    private final Sources sources;
    private final SystemViews views;

    SystemObjectViews(Sources sources, SystemViews views) {
        this.sources = sources;
        this.views = views;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "all_objects" -> new ObjectViews(sources).allObjects(views::asObjects);
            case "all_columns" -> new TableViews(sources).allColumns(views::asObjects, views);
            case "system_views", "all_views" -> systemViews();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private View<?> systemViews() {
        return View.<CatalogObject>of(views::asObjects)
                .with(ObjectViews.columns(object -> object))
                .constant("is_replicated", SqlType.BIT, false)
                .zeros(
                        "has_replication_filter",
                        "has_opaque_metadata",
                        "has_unchecked_assembly_data",
                        "with_check_option",
                        "is_date_correlation_view");
    }
}
