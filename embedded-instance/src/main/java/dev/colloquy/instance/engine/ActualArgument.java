package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlValue;

/** One argument of a call, whether it came by EXECUTE or by RPC, and what the procedure put into it. */
final class ActualArgument {
    private final String name;
    private final SqlValue value;
    private final boolean output;
    private final String variable;
    private SqlValue result;
    private String resultName = "";

    /**
     * An argument as it was passed.
     *
     * @param name     with its sign, empty if positional
     * @param value    null for DEFAULT
     * @param output   OUTPUT, or passed by reference
     * @param variable the caller's variable that takes the OUTPUT value, null for an RPC
     */
    ActualArgument(String name, SqlValue value, boolean output, String variable) {
        this.name = name;
        this.value = value;
        this.output = output;
        this.variable = variable;
    }

    String name() {
        return name;
    }

    boolean isNamed() {
        return !name.isEmpty();
    }

    boolean isDefault() {
        return value == null;
    }

    SqlValue value() {
        return value;
    }

    boolean isOutput() {
        return output;
    }

    String variable() {
        return variable;
    }

    /** The value of the OUTPUT parameter, null as long as there is none. */
    SqlValue result() {
        return result;
    }

    String resultName() {
        return resultName;
    }

    void returns(String parameter, SqlValue returned) {
        resultName = parameter;
        result = returned;
    }
}
