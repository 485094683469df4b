/**
 * How the two sides learn each other's identity: over authenticated HTTP, or from a directory of certificates.
 *
 * <p>The exchange is one request and one response, both signed with HMAC-SHA256 under a bootstrap secret that both services
 * have ({@link dev.colloquy.broker.exchange.Signer}). Identities are public, so nothing is encrypted; what the signatures
 * give is that nobody without the secret can put a certificate of his own in place of the peer's, or an old one of the
 * peer's in place of the present one:
 *
 * <ul>
 *   <li>a request is taken only within 5 minutes of the receiver's clock, and only if its timestamp is newer than that of
 *       the last one taken. The latter is kept in memory: a service that has just started takes what is at most 5 minutes
 *       old.
 *   <li>a response is bound to the nonce of its request;
 *   <li>requests and responses are signed over different words, and each carries its side, so that neither can be sent
 *       back to its sender.
 * </ul>
 */
package dev.colloquy.broker.exchange;
