package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.types.SqlType;

/** A column of a {@link SystemView}. */
public record ViewColumn(String name, SqlType type, boolean nullable) {}
