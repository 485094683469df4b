package dev.colloquy.instance.catalog;

import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Tables as attributes of stored objects. Parts are numbered: {@code column.0.name}, {@code index.1.column.0.name};
 * optional parts are absent.
 */
final class TableCodec {
    private TableCodec() {}

    static StoredObject write(String kind, TableDefinition table) {
        Attributes out = new Attributes(new HashMap<>(), "");
        out.set("schema", table.schema());
        out.set("lastColumnId", table.lastColumnId());
        out.set("created", table.created());
        out.set("modified", table.modified());
        out.list("column", table.columns(), TableCodec::writeColumn);
        out.list("index", table.indexes(), TableCodec::writeIndex);
        out.list("constraint", table.constraints(), TableCodec::writeConstraint);
        return new StoredObject(kind, table.databaseId(), table.objectId(), table.name(), out.values);
    }

    private static void writeColumn(Attributes out, ColumnDefinition column) {
        out.set("id", column.columnId());
        out.set("name", column.name());
        out.set("kind", column.type().kind());
        out.set("length", column.type().length());
        out.set("precision", column.type().precision());
        out.set("scale", column.type().scale());
        out.set("nullable", column.nullable());
        out.set("rowGuid", column.rowGuid());
        column.identity().ifPresent(identity -> {
            out.set("seed", identity.seed());
            out.set("increment", identity.increment());
        });
        column.defaultValue().ifPresent(value -> {
            out.set("default.id", value.objectId());
            out.set("default.name", value.name());
            out.set("default.text", value.text());
        });
        column.computed().ifPresent(text -> out.set("computed", text));
    }

    private static void writeIndex(Attributes out, IndexDefinition index) {
        out.set("id", index.indexId());
        out.set("name", index.name());
        out.set("unique", index.unique());
        out.set("clustered", index.clustered());
        out.set("primaryKey", index.primaryKey());
        out.set("uniqueConstraint", index.uniqueConstraint());
        out.list("column", index.columns(), (at, column) -> {
            at.set("name", column.name());
            at.set("descending", column.descending());
        });
        out.list("included", index.included(), (at, name) -> at.set("name", name));
        index.filter().ifPresent(text -> out.set("filter", text));
    }

    private static void writeConstraint(Attributes out, ConstraintDefinition constraint) {
        out.set("id", constraint.objectId());
        out.set("name", constraint.name());
        out.set("kind", constraint.kind());
        out.set("systemNamed", constraint.systemNamed());
        out.list("column", constraint.columns(), (at, name) -> at.set("name", name));
        constraint.text().ifPresent(text -> out.set("text", text));
        constraint.reference().ifPresent(reference -> {
            out.set("tableId", reference.tableId());
            out.set("onDelete", reference.onDelete());
            out.set("onUpdate", reference.onUpdate());
            out.list("referenced", reference.columns(), (at, name) -> at.set("name", name));
        });
    }

    static TableDefinition read(StoredObject stored) {
        Attributes in = new Attributes(stored.attributes(), "");
        return new TableDefinition(
                stored.databaseId(),
                stored.objectId(),
                in.get("schema"),
                stored.name(),
                in.list("column", "name", TableCodec::readColumn),
                in.list("index", "name", TableCodec::readIndex),
                in.list("constraint", "name", TableCodec::readConstraint),
                in.number("lastColumnId"),
                LocalDateTime.parse(in.get("created")),
                LocalDateTime.parse(in.get("modified")));
    }

    private static ColumnDefinition readColumn(Attributes in) {
        SqlType type = new SqlType(
                SqlKind.valueOf(in.get("kind")), in.number("length"), in.number("precision"), in.number("scale"));
        return new ColumnDefinition(
                in.number("id"),
                in.get("name"),
                type,
                in.flag("nullable"),
                in.find("seed")
                        .map(seed -> new ColumnDefinition.Identity(
                                Long.parseLong(seed), Long.parseLong(in.get("increment")))),
                in.find("default.text")
                        .map(text -> new ColumnDefinition.DefaultValue(
                                in.number("default.id"), in.get("default.name"), text)),
                in.find("computed"),
                in.flag("rowGuid"));
    }

    private static IndexDefinition readIndex(Attributes in) {
        return new IndexDefinition(
                in.number("id"),
                in.get("name"),
                in.flag("unique"),
                in.flag("clustered"),
                in.flag("primaryKey"),
                in.flag("uniqueConstraint"),
                in.list("column", "name", at -> new IndexDefinition.Column(at.get("name"), at.flag("descending"))),
                in.list("included", "name", at -> at.get("name")),
                in.find("filter"));
    }

    private static ConstraintDefinition readConstraint(Attributes in) {
        return new ConstraintDefinition(
                in.number("id"),
                in.get("name"),
                ConstraintDefinition.Kind.valueOf(in.get("kind")),
                in.list("column", "name", at -> at.get("name")),
                in.find("text"),
                in.find("tableId")
                        .map(id -> new ConstraintDefinition.Reference(
                                Integer.parseInt(id),
                                in.list("referenced", "name", at -> at.get("name")),
                                in.get("onDelete"),
                                in.get("onUpdate"))),
                in.flag("systemNamed"));
    }

    /** Attributes below a prefix. */
    private record Attributes(Map<String, String> values, String prefix) {
        void set(String key, Object value) {
            values.put(prefix + key, value.toString());
        }

        <E> void list(String key, List<E> elements, BiConsumer<Attributes, E> write) {
            for (int i = 0; i < elements.size(); i++) {
                write.accept(at(key, i), elements.get(i));
            }
        }

        <E> List<E> list(String key, String required, Function<Attributes, E> read) {
            List<E> elements = new ArrayList<>();
            for (int i = 0; at(key, i).find(required).isPresent(); i++) {
                elements.add(read.apply(at(key, i)));
            }
            return elements;
        }

        Attributes at(String key, int index) {
            return new Attributes(values, prefix + key + "." + index + ".");
        }

        Optional<String> find(String key) {
            return Optional.ofNullable(values.get(prefix + key));
        }

        String get(String key) {
            return values.get(prefix + key);
        }

        int number(String key) {
            return Integer.parseInt(get(key));
        }

        boolean flag(String key) {
            return Boolean.parseBoolean(get(key));
        }
    }
}
