package dev.colloquy.instance.catalog;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A stored procedure.
 *
 * @param objectId  unique among the objects of the database
 * @param text      the statement that created it, as written
 * @param created   UTC
 * @param modified  UTC
 * @param executeAs what stands after EXECUTE AS: CALLER, SELF, OWNER or a user; absent if not written
 */
public record ProcedureDefinition(
        int databaseId,
        int objectId,
        String schema,
        String name,
        String text,
        LocalDateTime created,
        LocalDateTime modified,
        Optional<String> executeAs) {}
