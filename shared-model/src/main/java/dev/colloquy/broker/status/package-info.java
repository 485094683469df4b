/**
 * What a database administrator would look at, as health and meters: queue, transmission queue, broker, certificates,
 * route and permission in the database, with the run-time login; endpoint, transport certificates and msdb around it,
 * with the set-up login. Samplers ask the instance from threads of their own, so neither a probe nor a scrape ever waits
 * for it.
 *
 * <p>What is wrong is a {@code Finding} with a stable code. A disabled queue is repaired here; other findings that set-up
 * can cure are told to it by the event {@link dev.colloquy.broker.setup.SetupDue}.
 */
package dev.colloquy.broker.status;
