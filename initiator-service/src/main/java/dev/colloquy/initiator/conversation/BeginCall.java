package dev.colloquy.initiator.conversation;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;

/**
 * One call of {@code dbo.begin_conversation}.
 *
 * @param request what is asked
 * @param xml the request as on the wire
 * @param keyLifetime how long an idempotency key stands for its conversation
 */
record BeginCall(BeginRequest request, String xml, Duration keyLifetime) {
    static final String STATEMENT = "EXEC dbo.begin_conversation ?, ?, ?, ?, ?, ?; ";

    private static final int PARAMETERS = 6;

    /**
     * The call for a request.
     *
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     */
    static BeginCall of(BeginRequest request, Duration keyLifetime) {
        return new BeginCall(request, BeginRequest.toXml(request.request()), keyLifetime);
    }

    /** Sets the parameters of the {@code index}-th of the statement's calls, counted from 0. */
    void bind(PreparedStatement statement, int index) throws SQLException {
        int before = index * PARAMETERS;
        statement.setNString(before + 1, xml);
        statement.setNString(before + 2, request.client());
        statement.setNString(before + 3, request.idempotencyKey().orElse(null));
        statement.setBytes(before + 4, request.idempotencyKey().isPresent() ? request.hash() : null);
        statement.setInt(before + 5, Math.toIntExact(keyLifetime.toSeconds()));
        statement.setObject(before + 6, request.lifetimeSeconds().orElse(null), Types.INTEGER);
    }
}
