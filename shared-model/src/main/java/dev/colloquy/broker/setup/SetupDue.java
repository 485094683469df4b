package dev.colloquy.broker.setup;

/**
 * CDI event: something was found in the instance that a run of set-up and an exchange of identities may cure. Fired from
 * the thread that looks at the instance, at each look that finds it so.
 *
 * @param why what was found, for the log
 */
public record SetupDue(String why) {}
