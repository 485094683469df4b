package dev.colloquy.instance.catalog.views;

import java.time.LocalDateTime;

/**
 * A row of {@code sys.objects}: a table, constraint, procedure or queue.
 *
 * @param schemaOwnerId principal that owns the schema, and with it the object
 * @param parentId      the table of a constraint, otherwise 0
 * @param type          two characters
 * @param created       UTC
 * @param modified      UTC
 * @param systemObject  is_ms_shipped
 */
public record CatalogObject(
        int databaseId,
        int objectId,
        String schema,
        int schemaId,
        int schemaOwnerId,
        String name,
        int parentId,
        ObjectType type,
        LocalDateTime created,
        LocalDateTime modified,
        boolean systemObject) {}
