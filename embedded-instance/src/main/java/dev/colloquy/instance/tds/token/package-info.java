/**
 * Messages with a meaning: PRELOGIN, LOGIN7 and the requests are decoded here, the tokens of the responses are written
 * here ([MS-TDS] 2.2.6 "Packet Data Stream Messages" and 2.2.7 "Packet Data Token Stream Definition").
 */
package dev.colloquy.instance.tds.token;
