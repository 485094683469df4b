package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.StoredObject;
import java.util.function.Function;

/**
 * How definitions of one kind are kept as rows of the object store.
 *
 * @param kind   the kind of the rows
 * @param family the sequence of numbers from which their ids come
 */
record Codec<T>(String kind, String family, Function<StoredObject, T> read, Function<T, StoredObject> write) {}
