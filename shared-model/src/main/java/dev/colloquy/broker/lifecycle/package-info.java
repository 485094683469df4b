/**
 * From the start of a service to mutual trust and back: starts the instance, sets it up, tells that the database is ready,
 * exchanges identities with the peer, and says at any time how far it has come.
 *
 * <pre>
 * STARTING ──► AWAITING_PEER ──► TRUSTED
 *    │ set-up done    │ certificates, route and binding of the peer are in place
 * </pre>
 *
 * <p>The loops start in AWAITING_PEER: what has been sent before the peer is known waits in the transmission queue. A
 * restart that finds the peer's certificates and route goes to TRUSTED without the peer.
 *
 * <p>From then on the same steps run again, at an interval and when something is found wrong: set-up creates what is
 * missing and renews certificates that expire soon, the exchange shows them to the peer, and once the peer has taken them
 * in they take over.
 */
package dev.colloquy.broker.lifecycle;
