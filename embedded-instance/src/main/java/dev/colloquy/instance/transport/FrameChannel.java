package dev.colloquy.instance.transport;

/** A connection whose sides know each other: frames in, frames out. */
record FrameChannel(Connection connection, FrameInput in, FrameOutput out) {}
