package dev.colloquy.initiator.http;

/** Header fields that JAX-RS has no name for. */
final class Fields {
    /** RFC 7240 2. "The Prefer Request Header Field". */
    static final String PREFER = "Prefer";

    /** RFC 7240 3. "The Preference-Applied Response Header Field". */
    static final String PREFERENCE_APPLIED = "Preference-Applied";

    /** draft-ietf-httpapi-idempotency-key-header, "The Idempotency-Key HTTP Header Field". */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Colloquy's own: the answer is that of an earlier request with the same key. */
    static final String REPLAYED = "Idempotency-Replayed";

    private Fields() {}
}
