package dev.colloquy.peer.http;

import jakarta.ws.rs.core.Response;

/**
 * What is wrong, for the caller (RFC 9457 "Problem Details for HTTP APIs").
 *
 * @param type always {@code about:blank}: the status says it all
 * @param title of the status
 * @param status of the response
 * @param detail what is wrong this time
 */
record Problem(String type, String title, int status, String detail) {
    static Response response(int status, String title, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", title, status, detail))
                .build();
    }
}
