package dev.colloquy.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** What this process is, and over what it talks to the other. */
@ConfigMapping(prefix = "peer")
public interface PeerConfig {
    /** Which side of the conversations. */
    Role role();

    /** What carries requests and replies. */
    Transport transport();

    /** Whether conversations and handled requests are kept in a database. A table as transport always keeps them. */
    @WithDefault("database")
    Ledger ledger();

    /** Threads that receive, each with a connection or session of its own. */
    @WithDefault("1")
    @Min(1)
    @Max(32)
    int workers();

    /** The most messages that one commit takes up. */
    @WithDefault("128")
    @Min(1)
    @Max(10_000)
    int batch();

    /** Where the broker is, as a URI of its client; not for a table. */
    Optional<String> broker();

    /** Which queues of RabbitMQ; what is there already is not changed. */
    @WithDefault("classic")
    QueueType queueType();

    /** The two sides. */
    enum Role {
        /** Takes requests over HTTP and collects replies. */
        INITIATOR,
        /** Handles requests. */
        TARGET
    }

    /** What carries messages. */
    enum Transport {
        /** Tables of the database. */
        POSTGRESQL,
        /** RabbitMQ by AMQP 0-9-1. */
        RABBITMQ,
        /** ActiveMQ Artemis by its own protocol. */
        ARTEMIS
    }

    /** What is kept beside the queues. */
    enum Ledger {
        /** Conversations at the initiator, handled requests at the target. */
        DATABASE,
        /** Nothing: at least once, and nobody can ask later. */
        NONE
    }

    /** RabbitMQ's kinds of durable queues. */
    enum QueueType {
        /** Kept by one node. */
        CLASSIC,
        /** Replicated by Raft; here with one member. */
        QUORUM
    }
}
