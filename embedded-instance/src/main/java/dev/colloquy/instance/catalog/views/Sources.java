package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Storage;

/** Where the views find their rows. */
record Sources(
        Storage storage,
        Security security,
        Broker broker,
        Tables tables,
        Procedures procedures,
        CatalogObjects objects,
        ReportedRows reported) {
    Visibility visibility(ViewScope scope) {
        return Visibility.of(security, scope);
    }
}
