package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.RequestMessage;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With which instance of the target a dialog is begun. */
class SeveralTargetsTest {
    private static final String NEAR = "6F9619FF-8B86-D011-B42D-00CF4FC964FF";
    private static final String FAR = "0E984725-C51C-4BF4-9960-E1C80E27ABA0";
    private static final int CONVERSATIONS = 20;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Replica replica = new Replica(DATABASE);

    private TargetByHand target;

    @BeforeEach
    void connect() throws SQLException {
        target = new TargetByHand(DATABASE);
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        replica.close();
        target.execute("DELETE FROM dbo.peer_instance");
        target.leaveNothingBehind();
        target.close();
    }

    private void offer(String brokerInstance, boolean avoided) throws SQLException {
        target.execute(
                "INSERT INTO dbo.peer_instance (broker_instance, is_avoided) VALUES (?, ?)", brokerInstance, avoided);
    }

    @Test
    void with_one_instance_a_dialog_goes_where_the_route_leads() throws SQLException {
        begin();

        assertEquals("<RequestMsg>which one?</RequestMsg>", target.receive().body());
    }

    @Test
    void with_several_a_dialog_names_one_of_them() throws SQLException {
        offer(NEAR, false);
        offer(FAR, false);

        int near = 0;
        for (int i = 0; i < CONVERSATIONS; i++) {
            near += instanceOf(begin()).orElseThrow().equals(NEAR) ? 1 : 0;
        }

        assertTrue(near > 0 && near < CONVERSATIONS, "begun with one of the two: " + near);
    }

    @Test
    void an_instance_that_does_not_answer_is_not_named_while_there_is_another() throws SQLException {
        offer(NEAR, true);
        offer(FAR, false);

        for (int i = 0; i < CONVERSATIONS; i++) {
            assertEquals(Optional.of(FAR), instanceOf(begin()));
        }
    }

    @Test
    void the_last_instance_is_named_even_if_it_does_not_answer() throws SQLException {
        offer(NEAR, true);

        assertEquals(Optional.of(NEAR), instanceOf(begin()));
    }

    private UUID begin() {
        return replica.conversations
                .begin(BeginRequest.of(new RequestMessage("which one?")))
                .conversation()
                .handle();
    }

    private Optional<String> instanceOf(UUID handle) throws SQLException {
        return Optional.ofNullable(target.value("SELECT UPPER(far_broker_instance) FROM sys.conversation_endpoints"
                + " WHERE is_initiator = 1 AND conversation_handle = '" + handle + "'"));
    }
}
