package dev.colloquy.instance.broker;

import java.time.LocalDateTime;

/**
 * A queue, as {@code sys.service_queues} shows it. Immutable; the messages are elsewhere.
 *
 * @param id                    object_id, shared with tables and procedures (family {@code object} of the object store)
 * @param schema                name of the schema
 * @param enabled               STATUS: both is_receive_enabled and is_enqueue_enabled
 * @param retention             is_retention_enabled
 * @param poisonMessageHandling is_poison_message_handling_enabled
 * @param created               UTC
 * @param modified              UTC
 */
public record Queue(
        int databaseId,
        int id,
        String schema,
        String name,
        boolean enabled,
        boolean retention,
        boolean poisonMessageHandling,
        LocalDateTime created,
        LocalDateTime modified)
        implements Definition {
    /** True for the queues that every database is born with ({@code is_ms_shipped}). */
    public boolean isSystem() {
        return SystemObjects.isSystemQueue(id);
    }
}
