package dev.colloquy.peer.http;

import jakarta.validation.constraints.NotNull;

/**
 * The body of a request to begin a conversation.
 *
 * @param request text of the request; may be empty
 */
record BeginConversation(
        @NotNull(message = "must be given and must not be null")
        String request) {}
