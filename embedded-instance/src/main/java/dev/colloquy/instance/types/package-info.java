/**
 * SQL Server's vocabulary of values: data types, typed values, errors and informational messages.
 *
 * <p>Every other room may use this one; it uses none of them. It exists because the broker, the security and the
 * storage rooms must raise SQL Server's errors without knowing the engine that reports them.
 */
package dev.colloquy.instance.types;
