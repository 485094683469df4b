package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.catalog.ConstraintDefinition;

/** {@code sys.objects.type} and {@code type_desc}. */
public enum ObjectType {
    USER_TABLE("U "),
    VIEW("V "),
    SQL_STORED_PROCEDURE("P "),
    SERVICE_QUEUE("SQ"),
    PRIMARY_KEY_CONSTRAINT("PK"),
    UNIQUE_CONSTRAINT("UQ"),
    CHECK_CONSTRAINT("C "),
    DEFAULT_CONSTRAINT("D "),
    FOREIGN_KEY_CONSTRAINT("F ");

    private final String code;

    ObjectType(String code) {
        this.code = code;
    }

    /** Two characters, padded with a blank. */
    public String code() {
        return code;
    }

    /** The description, which is the name of the constant. */
    public String description() {
        return name();
    }

    static ObjectType of(ConstraintDefinition.Kind kind) {
        return switch (kind) {
            case PRIMARY_KEY -> PRIMARY_KEY_CONSTRAINT;
            case UNIQUE -> UNIQUE_CONSTRAINT;
            case CHECK -> CHECK_CONSTRAINT;
            case FOREIGN_KEY -> FOREIGN_KEY_CONSTRAINT;
        };
    }
}
