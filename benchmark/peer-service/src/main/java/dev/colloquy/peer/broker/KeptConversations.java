package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.Conversation;
import dev.colloquy.peer.conversation.Conversations;
import dev.colloquy.peer.conversation.GroupCommit;
import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.ReplyWaiters;
import dev.colloquy.peer.database.ConversationTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** The initiator's side over a broker, with its ledger in a database: committed first, then sent until it is confirmed. */
public final class KeptConversations implements Conversations {
    private final ConversationTable table;
    private final Outbox outbox;
    private final GroupCommit<Message, Instant> begin;
    private final AutoCloseable collector;

    /**
     * Sends again what has no reply, and starts to collect.
     *
     * @throws Exception what the broker's client or the database throws
     */
    public KeptConversations(DataSource database, Broker broker, int batch, ReplyWaiters waiters) throws Exception {
        this.table = new ConversationTable(database);
        this.outbox = new Outbox(broker.publisher(Broker.REQUESTS));
        this.collector = broker.receive(Broker.REPLIES, 0, replies -> {
            table.file(replies, waiters);
            return List.of();
        });
        outbox.recover(table::findUnanswered);
        this.begin = new GroupCommit<>("begin", batch, this::commit);
    }

    private Instant commit(List<Message> requests) throws SQLException {
        Instant at = table.insert(requests);
        outbox.send(requests);
        return at;
    }

    @Override
    public CompletionStage<Conversation> begin(Message request) {
        return begin.add(List.of(request))
                .thenApply(at -> new Conversation(request.handle(), request.text(), at, Optional.empty()));
    }

    @Override
    public Optional<Conversation> find(UUID handle) {
        return table.find(handle);
    }

    @Override
    public void close() {
        begin.close();
        Closing.quietly(collector);
        outbox.close();
    }
}
