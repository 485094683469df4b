package dev.colloquy.instance.security;

/**
 * What a remote service binding says about a dialog's target service.
 *
 * @param principalId user of the initiator's database that stands for the owner of the target service
 * @param anonymous   ANONYMOUS = ON
 */
public record DialogBinding(int principalId, boolean anonymous) {}
