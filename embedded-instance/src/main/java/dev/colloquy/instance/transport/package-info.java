/**
 * The Service Broker endpoint: carries messages between instances (the adjacent broker protocol and its transport).
 *
 * <p>One outgoing connection per network address sends what {@link dev.colloquy.instance.broker.Outbound} has for it;
 * the acknowledgements come back on the same connection. What arrives on accepted connections goes in batches to {@link
 * dev.colloquy.instance.broker.Inbound} and is acknowledged once it is on disk. The broker is authoritative: a
 * connection holds nothing that cannot be sent again, so every failure ends in closing it, telling the broker, and
 * connecting anew.
 *
 * <pre>
 * connecting side                                  accepting side
 *   preface: methods, encryption, algorithms  ->
 *                                             <-   preface: chosen method, or the number of a refusal
 *   ======================= TLS with a certificate on both sides =======================
 *   HELLO, PROOF (WINDOWS)                    ->
 *                                             <-   HELLO, PROOF (WINDOWS), WELCOME | REFUSED
 *   MESSAGE, FRAGMENT, PING                   ->
 *                                             <-   ACKNOWLEDGEMENTS, STATUS, ERROR, NEED_KEY, PING
 * </pre>
 *
 * <p>The frames are this instance's own; SQL Server's are not published. A peer is trusted to acknowledge once it has
 * logged in; what it may deliver is decided by dialog security and the permissions of the target database.
 */
package dev.colloquy.instance.transport;
