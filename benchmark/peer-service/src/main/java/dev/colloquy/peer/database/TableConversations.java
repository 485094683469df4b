package dev.colloquy.peer.database;

import dev.colloquy.peer.conversation.Conversation;
import dev.colloquy.peer.conversation.Conversations;
import dev.colloquy.peer.conversation.GroupCommit;
import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.ReplyWaiters;
import dev.colloquy.peer.conversation.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** The initiator's side over tables. */
public final class TableConversations implements Conversations {
    private final ConversationTable table;
    private final GroupCommit<Message, Instant> begin;
    private final Worker collector;

    /** Starts to collect replies. */
    public TableConversations(DataSource database, int batch, ReplyWaiters waiters) {
        this.table = new ConversationTable(database);
        this.begin = new GroupCommit<>("begin", batch, table::begin);
        Listener replies =
                new Listener(database, "replies", connection -> ConversationTable.collect(connection, batch, waiters));
        this.collector = Worker.start("collect", replies::run);
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
        collector.close();
    }
}
