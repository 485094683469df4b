package dev.colloquy.instance.tsql;

/** A statement. Each family is a sealed interface of its own, so that one room can serve one family. */
public sealed interface Statement
        permits ControlStatement,
                DataStatement,
                DefinitionStatement,
                SecurityStatement,
                BrokerDefinition,
                BrokerStatement {
    /** Where the statement begins. */
    Position position();
}
