package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.contract.RequestMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several conversations that are begun in one transaction. */
class BeginTogetherTest extends LedgerFixture {
    private static BeginCall call(String text) {
        return call(text, Optional.empty());
    }

    private static BeginCall call(String text, Optional<String> key) {
        BeginRequest request = new BeginRequest(new RequestMessage(text), "ann", key, Optional.empty());
        return BeginCall.of(request, Duration.ofHours(1));
    }

    @Test
    void each_is_entered_and_sent() throws SQLException {
        List<Begun> begun = gateway.beginTogether(List.of(call("a"), call("b"), call("c"), call("d")));

        assertEquals(
                List.of("a", "b", "c", "d"),
                begun.stream().map(one -> one.conversation().request().text()).toList());
        for (Begun one : begun) {
            assertEquals(one.conversation(), inLedger(one.conversation().handle()));
        }
        assertEquals("4", target.value("SELECT COUNT(*) FROM dbo.InstTargetQueue"));
    }

    @Test
    void a_request_that_is_there_twice_is_begun_once() throws SQLException {
        List<Begun> begun = gateway.beginTogether(List.of(call("a", Optional.of("k")), call("a", Optional.of("k"))));

        assertEquals(
                begun.get(0).conversation().handle(),
                begun.get(1).conversation().handle());
        assertEquals(List.of(true, false), begun.stream().map(Begun::created).toList());
    }

    @Test
    void when_one_is_refused_none_is_begun() throws SQLException {
        BeginCall good = call("a");
        BeginCall withoutText = new BeginCall(good.request(), null, good.keyLifetime());
        String endpoints = openInitiatorEndpoints();

        assertThrows(SQLException.class, () -> gateway.beginTogether(List.of(good, withoutText)));

        assertEquals(endpoints, openInitiatorEndpoints());
        assertEquals("0", target.value("SELECT COUNT(*) FROM dbo.InstTargetQueue"));
        assertEquals(2, gateway.beginTogether(List.of(good, good)).size());
    }
}
