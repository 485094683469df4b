package dev.colloquy.instance.catalog;

/**
 * A schema, as {@code sys.schemas} shows it.
 *
 * @param schemaId unique in the database; those below 5 and above 16383 are part of every database
 * @param ownerId  principal_id of the owner
 */
public record SchemaDefinition(int databaseId, int schemaId, String name, int ownerId) {
    public static final int DBO = 1;

    /** True for the schemas that every database has and that cannot be dropped. */
    public boolean isBuiltIn() {
        return schemaId < 5 || schemaId >= 16_384;
    }
}
