package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types that expressions have before any value is at hand. */
public final class TypeInference {
    private TypeInference() {}

    /**
     * The type of an expression's result; that of the constant NULL is int.
     *
     * @throws dev.colloquy.instance.types.SqlError as the evaluation would raise for the types alone: 195, 206, 402,
     *     8117, 8133 …
     */
    public static SqlType typeOf(Expression e, TypeScope scope) {
        if (e instanceof Expression.Literal literal) {
            return literal.value().type();
        }
        if (e instanceof Expression.Variable variable) {
            return scope.variable(variable.name());
        }
        if (e instanceof Expression.Column column) {
            return scope.column(column);
        }
        if (e instanceof Expression.Cast cast) {
            return cast.type();
        }
        if (e instanceof Expression.Binary binary) {
            return binary(binary, scope);
        }
        if (e instanceof Expression.Call call) {
            return call(call, scope);
        }
        if (e instanceof Expression.SystemVariable variable) {
            return scope.systemVariable(variable.name());
        }
        return typeOfRare(e, scope);
    }

    private static SqlType typeOfRare(Expression e, TypeScope scope) {
        if (e instanceof Expression.Unary unary) {
            return Arithmetic.unaryType(unary.operator().charAt(0), typeOf(unary.operand(), scope));
        }
        if (e instanceof Expression.Case choice) {
            return ConditionalForms.type(choice, scope);
        }
        if (e instanceof Expression.ScalarQuery query) {
            return scope.scalarQuery(query.query());
        }
        if (e instanceof Expression.Collate collate) {
            return typeOf(collate.operand(), scope);
        }
        throw SqlErrors.notSupported("A condition as a value");
    }

    private static SqlType binary(Expression.Binary binary, TypeScope scope) {
        char operator = binary.operator().charAt(0);
        SqlType left = typeOf(binary.left(), scope);
        SqlType right = typeOf(binary.right(), scope);
        if (Promotion.isNullConstant(binary.left())) {
            left = right;
        } else if (Promotion.isNullConstant(binary.right())) {
            right = left;
        }
        if (Arithmetic.isBitwise(operator)) {
            return Arithmetic.type(operator, left, right);
        }
        if (Promotion.isDecimal(right)) {
            left = Promotion.besideDecimal(binary.left(), left);
        } else if (Promotion.isDecimal(left)) {
            right = Promotion.besideDecimal(binary.right(), right);
        }
        return Arithmetic.type(operator, left, right);
    }

    private static SqlType call(Expression.Call call, TypeScope scope) {
        boolean qualified = call.name().schema().isPresent();
        String name = call.name().name();
        if (!qualified && Aggregates.isAggregate(name)) {
            return Aggregates.type(name, argumentTypes(call, scope, false));
        }
        BuiltIn function = qualified ? null : ScalarFunctions.builtIn(name);
        if (function == null) {
            String known = qualified ? call.name().toString().toUpperCase(Locale.ROOT) : name;
            Optional<SqlType> type = scope.sessionFunction(known);
            return type.orElseThrow(() -> ScalarFunctions.unknown(call.name()));
        }
        function.checkCount(call.arguments().size());
        if (function.isConditional()) {
            return ConditionalForms.type(call, scope);
        }
        return function.type(argumentTypes(call, scope, function.takesDatePart()), call.arguments());
    }

    private static List<SqlType> argumentTypes(Expression.Call call, TypeScope scope, boolean datePart) {
        List<SqlType> types = new ArrayList<>(call.arguments().size());
        for (int i = 0; i < call.arguments().size(); i++) {
            Expression argument = call.arguments().get(i);
            boolean untyped = (i == 0 && datePart) || argument instanceof Expression.AllColumns;
            types.add(untyped ? SqlType.SYSNAME : typeOf(argument, scope));
        }
        return types;
    }
}
