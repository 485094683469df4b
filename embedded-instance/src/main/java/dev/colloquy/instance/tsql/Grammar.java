package dev.colloquy.instance.tsql;

/** The parsers of all families over one cursor; each finds the others here. */
final class Grammar {
    final TokenCursor cursor;
    final TypeParser types;
    final ExpressionParser expressions;
    final PrimaryParser primaries;
    final OdbcParser odbc;
    final QueryParser queries;
    final QueryHintParser hints;
    final TableSourceParser sources;
    final DataParser data;
    final MergeParser merges;
    final StatementParser statements;
    final ControlParser control;
    final SetParser settings;
    final ExecuteParser executes;
    final DefinitionParser definitions;
    final TableParser tables;
    final ProcedureParser procedures;
    final SecurityParser security;
    final CertificateParser certificates;
    final BrokerDefinitionParser brokerDefinitions;
    final EndpointParser endpoints;
    final BrokerStatementParser brokerStatements;

    Grammar(String text) {
        cursor = new TokenCursor(text);
        types = new TypeParser(cursor);
        expressions = new ExpressionParser(this);
        primaries = new PrimaryParser(this);
        odbc = new OdbcParser(this);
        queries = new QueryParser(this);
        hints = new QueryHintParser(this);
        sources = new TableSourceParser(this);
        data = new DataParser(this);
        merges = new MergeParser(this);
        statements = new StatementParser(this);
        control = new ControlParser(this);
        settings = new SetParser(this);
        executes = new ExecuteParser(this);
        definitions = new DefinitionParser(this);
        tables = new TableParser(this);
        procedures = new ProcedureParser(this);
        security = new SecurityParser(this);
        certificates = new CertificateParser(cursor);
        brokerDefinitions = new BrokerDefinitionParser(cursor);
        endpoints = new EndpointParser(cursor);
        brokerStatements = new BrokerStatementParser(this);
    }
}
