package dev.colloquy.target.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why an operator rejects a request.
 *
 * @param description what the initiator is told; null for a text of the service's own
 */
@Schema(name = "Rejection", description = "Why a parked request is rejected.")
record Rejection(
        @Schema(
                description = "What the initiator is told, with error code 50104.",
                minLength = 1,
                maxLength = LONGEST,
                examples = "Item 4711 is no longer made.")
        String description) {
    static final int LONGEST = 3000;
}
