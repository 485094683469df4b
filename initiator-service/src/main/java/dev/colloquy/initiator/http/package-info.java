/**
 * The HTTP interface of the initiator service: what a client may send, what it gets back, and how it learns that
 * something is wrong.
 *
 * <p>{@link dev.colloquy.initiator.http.ConversationsApi} lists the operations; every other type of the package turns
 * text into typed values on the way in, and typed values into documents on the way out. What a conversation is, where
 * it is kept and who waits for its reply is the concern of package {@code conversation}; no type of that package is
 * written to a response as it stands.
 *
 * <p>Every error is a problem document of RFC 9457, whoever finds it: a resource, JAX-RS, Jackson, Bean Validation,
 * or Vert.x in front of them. {@link dev.colloquy.problem.GeneralProblem} and
 * {@link dev.colloquy.initiator.http.ConversationProblem} list the types; {@code docs/problems.md} describes them.
 */
package dev.colloquy.initiator.http;
