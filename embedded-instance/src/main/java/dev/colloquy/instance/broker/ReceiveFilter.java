package dev.colloquy.instance.broker;

import java.util.UUID;

/**
 * WHERE of RECEIVE.
 *
 * @param group true: conversation_group_id = value; false: conversation_handle = value
 */
public record ReceiveFilter(boolean group, UUID value) {}
