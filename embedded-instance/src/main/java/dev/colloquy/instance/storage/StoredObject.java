package dev.colloquy.instance.storage;

import java.util.Map;

/**
 * The definition of an object as it is kept between runs.
 *
 * @param kind       what it is ({@code database}, {@code queue}, {@code table} …), chosen by the room that owns it
 * @param databaseId the database that holds it; 0 for instance objects
 * @param objectId   unique within kind and database
 * @param name       its name, for the reader of the store
 * @param attributes everything else as text; bytes in Base64
 */
public record StoredObject(String kind, int databaseId, int objectId, String name, Map<String, String> attributes) {
    public StoredObject {
        attributes = Map.copyOf(attributes);
    }

    /** The attribute, or the fallback if the object was stored before the attribute existed. */
    public String attribute(String key, String fallback) {
        return attributes.getOrDefault(key, fallback);
    }
}
