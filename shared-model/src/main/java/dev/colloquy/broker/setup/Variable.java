package dev.colloquy.broker.setup;

/**
 * A value that a printed script does not know: a sqlcmd scripting variable. Only printed, never run by the service.
 *
 * @param inScript the variable as a literal of its type
 */
record Variable(String inScript) {
    /** Of a text. */
    static Variable text(String name) {
        return new Variable("N'$(" + name + ")'");
    }

    /** Of bytes, which its value writes as 0x…. */
    static Variable bytes(String name) {
        return new Variable("$(" + name + ")");
    }
}
