package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.catalog.ProcedureDefinition;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What rooms that the catalog does not know report to it: sessions, connections and the parameters of procedures. */
final class ReportedRows {
    private volatile Supplier<List<SessionRow>> sessions = List::of;
    private volatile Supplier<List<BrokerConnectionRow>> connections = List::of;
    private volatile Function<ProcedureDefinition, List<ProcedureParameter>> parameters = procedure -> List.of();

    void sessionsFrom(Supplier<List<SessionRow>> source) {
        sessions = source;
    }

    void connectionsFrom(Supplier<List<BrokerConnectionRow>> source) {
        connections = source;
    }

    void parametersFrom(Function<ProcedureDefinition, List<ProcedureParameter>> source) {
        parameters = source;
    }

    List<SessionRow> sessions() {
        return sessions.get();
    }

    List<BrokerConnectionRow> connections() {
        return connections.get();
    }

    List<ProcedureParameter> parameters(ProcedureDefinition procedure) {
        return parameters.apply(procedure);
    }
}
