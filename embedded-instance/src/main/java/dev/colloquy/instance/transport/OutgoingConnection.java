package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.OutboundMessage;
import dev.colloquy.instance.broker.WireMessage;
import dev.colloquy.instance.security.DialogKey;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The sending side of a connection. The thread of its {@link Destination} sends, a thread of its own reads the answers
 * ({@link AnswerReader}).
 *
 * <p>Messages of one conversation leave in order; a long one is cut into fragments, and messages of other conversations
 * go between them.
 */
final class OutgoingConnection {
    private static final int LONG_MESSAGES_AT_ONCE = 8;
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final String address;
    private final FrameChannel channel;
    private final OutboundQueue queue;
    private final Sealer sealer;
    private final Settings settings;
    private final Signal signal;
    private final SendWindow window = new SendWindow();
    private final Set<UUID> keysOfPeer = ConcurrentHashMap.newKeySet();
    private final Deque<LongMessage> longMessages = new ArrayDeque<>();
    private final Map<UUID, String> unsendable = new HashMap<>();
    private final ConcurrentLinkedQueue<OutboundMessage> again = new ConcurrentLinkedQueue<>();
    private volatile boolean delivered;

    OutgoingConnection(
            String address,
            FrameChannel channel,
            OutboundQueue queue,
            Sealer sealer,
            Settings settings,
            Signal signal) {
        this.address = address;
        this.channel = channel;
        this.queue = queue;
        this.sealer = sealer;
        this.settings = settings;
        this.signal = signal;
    }

    /** Sends until the connection breaks or is closed; tells why it ended. */
    IOException run() {
        AnswerReader reader = new AnswerReader(channel, queue, window, this);
        Thread thread = new Thread(reader, "endpoint-answers " + address);
        thread.setDaemon(true);
        thread.start();
        IOException cause;
        try {
            while (!channel.connection().isClosed()) {
                sendWhatIsDue();
            }
            cause = new IOException("closed");
        } catch (IOException e) {
            cause = e;
        } finally {
            channel.connection().abort();
            join(thread);
        }
        return reader.failure().orElse(cause);
    }

    /** The peer has answered: there may be room, or something to send again. Called by the reader. */
    void answered() {
        signal.raise();
    }

    /** The peer has stored a message; if it was sealed, the peer has the key. Called by the reader. */
    void delivered(SendWindow.Pending message) {
        delivered = true;
        message.keyId().ifPresent(keysOfPeer::add);
    }

    /** True if the peer has stored at least one message. */
    boolean hasDelivered() {
        return delivered;
    }

    /** The peer does not have the key of a message: it goes again, with the key. */
    void sendWithKey(SendWindow.Pending pending) {
        pending.keyId().ifPresent(keysOfPeer::remove);
        again.add(pending.message());
    }

    private void sendWhatIsDue() throws IOException {
        boolean sent = false;
        for (OutboundMessage message = again.poll(); message != null; message = again.poll()) {
            send(message);
            sent = true;
        }
        unsendable.clear();
        for (OutboundMessage message : take()) {
            send(message);
            sent = true;
        }
        sent |= sendFragments();
        if (sent) {
            channel.out().flush();
        } else {
            awaitMore();
        }
    }

    private List<OutboundMessage> take() {
        int messages = window.roomForMessages();
        long bytes = window.roomForBytes();
        boolean full = messages <= 0 || bytes <= 0 || longMessages.size() >= LONG_MESSAGES_AT_ONCE;
        channel.connection().sendFlowControlled(full);
        return full ? List.of() : queue.take(address, messages, bytes);
    }

    private void awaitMore() throws IOException {
        long nanos = channel.connection().traffic().nanosToHeartbeat(settings.heartbeat());
        if (nanos <= 0) {
            channel.out().begin(FrameType.PING);
            channel.out().end();
            channel.out().flush();
            return;
        }
        if (window.roomForMessages() > 0 && window.roomForBytes() > 0) {
            OptionalLong due = queue.millisToNext(address);
            if (due.isPresent()) {
                nanos = Math.min(nanos, Math.max(TimeUnit.MILLISECONDS.toNanos(due.getAsLong()), SHORTEST_WAIT_NANOS));
            }
        }
        signal.await(nanos);
    }

    private void send(OutboundMessage message) throws IOException {
        for (LongMessage ahead : longMessages) {
            if (ahead.isSameConversation(message)) {
                ahead.hold(message);
                return;
            }
        }
        String status = unsendable.get(message.conversationHandle());
        if (status == null) {
            status = sealAndWrite(message);
        }
        if (status != null) {
            // The later ones of the conversation would only be sent back: an earlier one is missing.
            unsendable.put(message.conversationHandle(), status);
            queue.refused(message, status);
        }
    }

    /** Returns the status if the message cannot be sent, otherwise null. */
    private String sealAndWrite(OutboundMessage message) throws IOException {
        Sealer.Sealed sealed;
        try {
            sealed = sealer.seal(message);
        } catch (SqlError e) {
            return e.getMessage();
        }
        if (sealed.body().length > settings.maximumMessageBytes()) {
            return "The message size, including header information, exceeds the maximum allowed of "
                    + settings.maximumMessageBytes() + ".";
        }
        write(message, sealed);
        return null;
    }

    private void write(OutboundMessage message, Sealer.Sealed sealed) throws IOException {
        Optional<UUID> keyId = sealed.key().map(DialogKey::id);
        Optional<byte[]> keyExchange =
                sealed.key().filter(key -> !keysOfPeer.contains(key.id())).flatMap(DialogKey::header);
        WireMessage wire = message.message();
        SendWindow.Pending pending = window.add(message, sealed.body().length, keyId);
        MessageFrame.write(channel.out(), pending.stream(), wire, keyId, keyExchange, sealed.body());
        if (sealed.body().length > MessageFrame.FRAGMENT) {
            longMessages.add(new LongMessage(pending, sealed.body()));
        }
    }

    /** Sends one fragment of each long message; true if there was one. */
    private boolean sendFragments() throws IOException {
        List<OutboundMessage> released = new ArrayList<>(0);
        boolean any = !longMessages.isEmpty();
        for (Iterator<LongMessage> each = longMessages.iterator(); each.hasNext(); ) {
            LongMessage message = each.next();
            int count = Math.min(MessageFrame.FRAGMENT, message.body.length - message.sent);
            channel.out()
                    .begin(FrameType.FRAGMENT)
                    .putInt(message.pending.stream())
                    .putBytes(message.body, message.sent, count);
            channel.out().end();
            message.sent += count;
            if (message.sent == message.body.length) {
                each.remove();
                released.addAll(message.held);
            }
        }
        for (OutboundMessage message : released) {
            send(message);
        }
        return any;
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A message that does not fit into one frame, and the later messages of its conversation. */
    private static final class LongMessage {
        private final SendWindow.Pending pending;
        private final byte[] body;
        private final List<OutboundMessage> held = new ArrayList<>(0);
        private int sent = MessageFrame.FRAGMENT;

        LongMessage(SendWindow.Pending pending, byte[] body) {
            this.pending = pending;
            this.body = body;
        }

        /** Keeps a later message back; one that is on its way already, and was taken again, is left out. */
        void hold(OutboundMessage message) {
            long last = held.isEmpty()
                    ? pending.sequence()
                    : held.get(held.size() - 1).message().sequence();
            if (message.message().sequence() > last) {
                held.add(message);
            }
        }

        boolean isSameConversation(OutboundMessage message) {
            WireMessage mine = pending.message().message();
            return mine.conversationId().equals(message.message().conversationId())
                    && mine.fromInitiator() == message.message().fromInitiator();
        }
    }
}
