package dev.colloquy.instance.broker;

/** The STATE of an endpoint; the ordinal is the catalog's code. */
public enum EndpointState {
    STARTED,
    STOPPED,
    DISABLED
}
