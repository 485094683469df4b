package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.Command;
import java.util.OptionalLong;

/**
 * What a data change did.
 *
 * @param command  the kind of statement
 * @param rows     rows changed, for {@code @@ROWCOUNT}
 * @param identity the last identity value that the statement generated, for SCOPE_IDENTITY and {@code @@IDENTITY}
 */
public record Modification(Command command, long rows, OptionalLong identity) {
    /** A change that generated no identity value. */
    static Modification of(Command command, long rows) {
        return new Modification(command, rows, OptionalLong.empty());
    }
}
