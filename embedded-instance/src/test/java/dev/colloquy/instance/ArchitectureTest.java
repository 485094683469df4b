package dev.colloquy.instance;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The design's table of rooms and arrows. */
@AnalyzeClasses(packages = "dev.colloquy.instance", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.colloquy.instance.";

    @ArchTest
    static final ArchRule rooms_use_only_what_the_design_allows = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("wiring")
            .definedBy("dev.colloquy.instance")
            .layer("tds")
            .definedBy(ROOT + "tds..")
            .layer("engine")
            .definedBy(ROOT + "engine..")
            .layer("tsql")
            .definedBy(ROOT + "tsql..")
            .layer("catalog")
            .definedBy(ROOT + "catalog..")
            .layer("transport")
            .definedBy(ROOT + "transport..")
            .layer("broker")
            .definedBy(ROOT + "broker..")
            .layer("security")
            .definedBy(ROOT + "security..")
            .layer("storage")
            .definedBy(ROOT + "storage..")
            .layer("types")
            .definedBy(ROOT + "types..")
            .whereLayer("wiring")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("tds")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("wiring", "tds")
            .whereLayer("tsql")
            .mayOnlyBeAccessedByLayers("tds", "engine")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("wiring", "engine")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("wiring", "engine", "transport", "catalog")
            .whereLayer("security")
            .mayOnlyBeAccessedByLayers("wiring", "engine", "broker", "transport", "catalog")
            .whereLayer("storage")
            .mayOnlyBeAccessedByLayers("wiring", "engine", "broker", "transport", "catalog", "security")
            .as("rooms use only what the design's table allows")
            .because("a broker that knows no wire bytes and no SQL text can be tested, and replaced, alone");

    @ArchTest
    static final ArchRule no_cycles_between_rooms =
            slices().matching("dev.colloquy.instance.(*)..").should().beFreeOfCycles();
}
