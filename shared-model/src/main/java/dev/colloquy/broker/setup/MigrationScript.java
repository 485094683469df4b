package dev.colloquy.broker.setup;

import java.util.List;

/**
 * The migrations as a script, with what Flyway would record of them, so that the service finds nothing left to migrate.
 * One that has run already is not executed again, and one that fails is undone.
 */
final class MigrationScript {
    private static final String GO = "GO\n";

    private final SetupScript createHistory = SetupScript.named("create_schema_history");
    private final SetupScript skip = SetupScript.named("skip_migration");
    private final SetupScript record = SetupScript.named("record_migration");
    private final SetupScript recordRepeatable = SetupScript.named("record_repeatable");
    private final List<Migration> migrations;
    private final ReleaseGuard release;

    MigrationScript(List<Migration> migrations, ReleaseGuard release) {
        this.migrations = migrations;
        this.release = release;
    }

    /** Batches, with GO after each. */
    String text() {
        StringBuilder script = new StringBuilder();
        script.append(release.checking()).append(GO);
        script.append(createHistory.withValues(List.of())).append(GO);
        for (Migration migration : migrations) {
            script.append("\n-- Migration ").append(migration.file()).append('\n');
            script.append(migration.repeatable() ? repeatable(migration) : versioned(migration));
        }
        return script.append('\n').append(release.recording()).append(GO).toString();
    }

    private String versioned(Migration migration) {
        return skip.withValues(List.of(migration.versionText())) + GO + "BEGIN TRANSACTION;\n" + GO + batches(migration)
                + record.withValues(List.of(
                        migration.versionText(), migration.description(), migration.file(), migration.checksum()))
                + GO + "SET NOEXEC OFF;\n" + GO;
    }

    private String repeatable(Migration migration) {
        return batches(migration)
                + recordRepeatable.withValues(List.of(migration.description(), migration.file(), migration.checksum()))
                + GO;
    }

    private static String batches(Migration migration) {
        String text = migration.text().stripTrailing() + "\n";
        return text.endsWith("\n" + GO) ? text : text + GO;
    }
}
