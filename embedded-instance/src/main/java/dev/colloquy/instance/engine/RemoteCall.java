package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.Position;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A procedure called by RPC: results, then the return status, then the OUTPUT values by their place in the call. */
final class RemoteCall {
    private static final int FAILED = -6;

    private final Interpreter interpreter;
    private final ProcedureCall call;

    RemoteCall(Interpreter interpreter, ProcedureCall call) {
        this.interpreter = interpreter;
        this.call = call;
    }

    void run(Scope base) {
        Response response = interpreter.session().response();
        List<ActualArgument> arguments = new ArrayList<>(call.arguments().size());
        for (ProcedureCall.Argument a : call.arguments()) {
            SqlValue value = a.useDefault() ? null : SqlValue.of(a.type(), a.value());
            arguments.add(new ActualArgument(a.name(), value, a.output(), null));
        }
        int status;
        try {
            status = call(arguments, base);
        } catch (Aborted e) {
            response.returnStatus(FAILED);
            throw e;
        }
        response.returnStatus(status);
        for (int i = 0; i < arguments.size(); i++) {
            ActualArgument argument = arguments.get(i);
            if (argument.isOutput() && argument.result() != null) {
                SqlValue result = argument.result();
                String name = argument.isNamed() ? argument.name() : argument.resultName();
                response.returnValue(i, name, result.type(), result.value());
            }
        }
    }

    private int call(List<ActualArgument> arguments, Scope base) {
        try {
            return interpreter.procedures().call(NameParser.parse(call.name()), arguments, base);
        } catch (SqlError e) {
            failed(e, base);
            return FAILED;
        }
    }

    private void failed(SqlError error, Scope base) {
        ControlStatement statement = new ControlStatement.Execute(
                Position.NONE, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        interpreter.errors().failed(statement, error, base);
    }
}
