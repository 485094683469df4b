package dev.colloquy.instance.engine;

/** How a statement leaves the list of statements that it stands in. */
enum Flow {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN
}
