package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.broker.receive.CancellableStatement;
import dev.colloquy.contract.RequestMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The procedures, called as the run-time login calls them. */
abstract class LedgerFixture {
    static final String REQUEST = "<RequestMsg>how are you?</RequestMsg>";
    static final String REPLY = "<ReplyMsg>fine</ReplyMsg>";
    static final Duration SOON = Duration.ofSeconds(20);
    static final Duration AT_ONCE = Duration.ZERO;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    final ConversationGateway gateway = new ConversationGateway(DATABASE.pool());
    TargetByHand target;

    @BeforeEach
    void connect() throws SQLException {
        target = new TargetByHand(DATABASE);
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        target.leaveNothingBehind();
        target.close();
    }

    final Conversation begin() {
        return begin(null);
    }

    final Conversation begin(Duration lifetime) {
        BeginRequest request = new BeginRequest(
                new RequestMessage("how are you?"), "", Optional.empty(), Optional.ofNullable(lifetime));
        return gateway.begin(BeginCall.of(request, Duration.ofHours(1))).conversation();
    }

    final List<Outcome> collect(int batch, Duration wait) throws SQLException {
        return gateway.collect(new CancellableStatement(), batch, wait).outcomes();
    }

    final Outcome collectOne() throws SQLException {
        List<Outcome> filed = collect(32, SOON);
        assertEquals(1, filed.size());
        return filed.get(0);
    }

    final Conversation inLedger(UUID handle) {
        return gateway.read(handle).orElseThrow();
    }

    final String openInitiatorEndpoints() throws SQLException {
        return target.value("SELECT COUNT(*) FROM sys.conversation_endpoints WHERE is_initiator = 1");
    }
}
