package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.types.SqlType;

/**
 * A parameter of a procedure, for {@code sys.parameters}.
 *
 * @param name with the leading {@code @}
 */
public record ProcedureParameter(String name, SqlType type, boolean output, boolean readOnly) {}
