/**
 * Data types on the wire ([MS-TDS] 2.2.5.4 "Data Type Definitions"): columns and output values are written by a
 * {@link dev.colloquy.instance.tds.type.ValueEncoder}, parameters are read by a
 * {@link dev.colloquy.instance.tds.type.ParameterType}.
 */
package dev.colloquy.instance.tds.type;
