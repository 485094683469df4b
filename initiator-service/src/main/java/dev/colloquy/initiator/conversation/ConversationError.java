package dev.colloquy.initiator.conversation;

/**
 * Why a conversation failed.
 *
 * @param code as in the Error message: positive from a program, negative from Service Broker (a SQL Server error
 *     number)
 * @param description as in the Error message, up to 3000 characters
 */
public record ConversationError(int code, String description) {}
