/**
 * Problem documents (RFC 9457 "Problem Details for HTTP APIs"): how the HTTP interface of either service says that
 * something is wrong.
 *
 * <p>{@link dev.colloquy.problem.ProblemType} is what can be wrong; {@link dev.colloquy.problem.GeneralProblem} lists
 * what can be wrong with any request, and each service has an enum of its own for the rest. {@code docs/problems.md}
 * describes them all. A resource throws {@link dev.colloquy.problem.ProblemException};
 * {@link dev.colloquy.problem.ProblemMappers} answers it, and whatever JAX-RS and Jackson throw.
 *
 * <p>4xx are the caller's concern and are not logged; a 500 is logged with its trace under the id that the caller
 * gets. The package uses no other of Colloquy's, and nothing but JAX-RS and Jackson.
 */
package dev.colloquy.problem;
