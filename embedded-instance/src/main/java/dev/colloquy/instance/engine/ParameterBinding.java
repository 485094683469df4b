package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.DefinitionStatement.Parameter;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.Set;

/** Gives the parameters of a procedure or parameterised batch their values and takes the OUTPUT values back. */
final class ParameterBinding {
    private static final int LONGEST_QUERY = 128;
    /** Failed conversions, which of an argument are always told as 8114. */
    private static final Set<Integer> CONVERSIONS = Set.of(206, 241, 242, 244, 245, 248, 257, 295, 8114, 8115, 8169);

    private final List<Parameter> parameters;
    private final String procedure;
    private final String query;
    private final ActualArgument[] bound;

    private ParameterBinding(List<Parameter> parameters, String procedure, String query) {
        this.parameters = parameters;
        this.procedure = procedure;
        this.query = query;
        this.bound = new ActualArgument[parameters.size()];
    }

    /**
     * Binds arguments to the parameters of a scope.
     *
     * @param procedure the name for messages, empty for a parameterised batch
     * @param query     the text of the parameterised batch, empty for a procedure
     * @throws SqlError 119, 201, 8114, 8143, 8144, 8145, 8162 or 8178
     */
    static ParameterBinding bind(Scope scope, List<ActualArgument> arguments, String procedure, String query) {
        ParameterBinding binding = new ParameterBinding(scope.program().parameters(), procedure, query);
        binding.match(arguments);
        binding.assign(scope);
        return binding;
    }

    private void match(List<ActualArgument> arguments) {
        boolean named = false;
        for (int i = 0; i < arguments.size(); i++) {
            ActualArgument argument = arguments.get(i);
            if (argument.isNamed()) {
                named = true;
                int position = position(argument.name());
                if (bound[position] != null) {
                    throw new SqlError(8143, "Parameter '" + argument.name() + "' was supplied multiple times.");
                }
                bound[position] = argument;
            } else if (named) {
                throw new SqlError(
                        119,
                        15,
                        1,
                        "Must pass parameter number " + (i + 1)
                                + " and subsequent parameters as '@name = value'. After the form '@name = value' has"
                                + " been used, all subsequent parameters must be passed in the form '@name = value'.");
            } else if (i >= bound.length) {
                throw new SqlError(
                        8144, 16, 2, "Procedure or function " + procedure + " has too many arguments specified.");
            } else {
                bound[i] = argument;
            }
        }
    }

    private int position(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new SqlError(8145, 16, 2, name + " is not a parameter for procedure " + procedure + ".");
    }

    private void assign(Scope scope) {
        for (int i = 0; i < bound.length; i++) {
            Parameter parameter = parameters.get(i);
            ActualArgument argument = bound[i];
            if (argument != null && argument.isOutput() && !parameter.output()) {
                throw new SqlError(
                        8162,
                        16,
                        2,
                        "The formal parameter \"" + parameter.name()
                                + "\" was not declared as an OUTPUT parameter, but the actual parameter passed in"
                                + " requested output.");
            }
            if (argument != null && !argument.isDefault()) {
                scope.set(i, convert(argument.value(), parameter));
            } else if (parameter.defaultValue().isPresent()) {
                scope.set(i, convert(Evaluator.evaluate(parameter.defaultValue().get(), scope), parameter));
            } else {
                throw missing(parameter);
            }
        }
    }

    private static SqlValue convert(SqlValue value, Parameter parameter) {
        if (value.isNull()) {
            return SqlValue.nullOf(parameter.type());
        }
        try {
            return Conversions.assign(value, parameter.type());
        } catch (SqlError e) {
            if (!CONVERSIONS.contains(e.number())) {
                throw e;
            }
            throw new SqlError(
                            8114,
                            16,
                            5,
                            "Error converting data type " + value.type().kind().sqlName() + " to "
                                    + parameter.type().kind().sqlName() + ".")
                    .causedBy(e);
        }
    }

    private SqlError missing(Parameter parameter) {
        if (query.isEmpty()) {
            return new SqlError(
                    201,
                    16,
                    4,
                    "Procedure or function '" + procedure + "' expects parameter '" + parameter.name()
                            + "', which was not supplied.");
        }
        String shown = query.length() > LONGEST_QUERY ? query.substring(0, LONGEST_QUERY) : query;
        return new SqlError(
                8178,
                "The parameterized query '" + shown + "' expects the parameter '" + parameter.name()
                        + "', which was not supplied.");
    }

    /** Puts the values of the OUTPUT parameters into the arguments that asked for them. */
    void returnOutputs(Scope scope) {
        for (int i = 0; i < bound.length; i++) {
            if (bound[i] != null && bound[i].isOutput()) {
                bound[i].returns(parameters.get(i).name(), scope.get(i));
            }
        }
    }
}
