/**
 * Scalar expressions: evaluation, conversions between data types, the built-in functions and the types of results.
 *
 * <p>Everything here is free of state; what an expression needs of its session comes through
 * {@link dev.colloquy.instance.engine.expression.EvaluationContext}.
 */
package dev.colloquy.instance.engine.expression;
