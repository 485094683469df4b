package dev.colloquy.benchmark.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the databases of both sides, past the services. */
final class EvidenceReader {
    private final Scene scene;

    EvidenceReader(Scene scene) {
        this.scene = scene;
    }

    /** One row of an answer. */
    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What there is in the end, to what the feed has shown. */
    Evidence read(List<Item> fed) throws SQLException {
        List<Item> handled = rows(
                Owner.TARGET,
                Statements.READ_HANDLING,
                row -> item(row.getString(1)).orElseThrow());
        List<LedgerRow> ledger = rows(
                Owner.INITIATOR,
                Statements.READ_LEDGER,
                row -> new LedgerRow(handle(row, 1), row.getString(2), item(row.getString(3)), item(row.getString(4))));
        return new Evidence(handled, ledger, fed, endpoints());
    }

    /** Of both sides. */
    List<Endpoint> endpoints() throws SQLException {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Owner owner : Owner.values()) {
            endpoints.addAll(rows(
                    owner,
                    Statements.READ_ENDPOINTS,
                    row -> new Endpoint(owner, handle(row, 1), handle(row, 2), row.getString(3))));
        }
        return endpoints;
    }

    /** How many messages wait to be sent, on both sides. */
    int messagesToSend() throws SQLException {
        int messages = 0;
        for (Owner owner : Owner.values()) {
            messages +=
                    rows(owner, Statements.COUNT_MESSAGES, row -> row.getInt(1)).get(0);
        }
        return messages;
    }

    private <T> List<T> rows(Owner owner, Statements query, Row<T> each) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Connection connection = scene.connect(owner);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query.text())) {
            while (row.next()) {
                rows.add(each.read(row));
            }
        }
        return rows;
    }

    private static String handle(ResultSet row, int column) throws SQLException {
        return row.getString(column).toLowerCase(Locale.ROOT);
    }

    private static Optional<Item> item(String text) {
        return Optional.ofNullable(text).flatMap(Item::in);
    }
}
