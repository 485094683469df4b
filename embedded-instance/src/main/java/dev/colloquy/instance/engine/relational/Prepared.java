package dev.colloquy.instance.engine.relational;

/** What a statement was translated to, for as long as what it depends on stays as it is. */
interface Prepared {
    Dependencies dependencies();
}
