package dev.colloquy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows between the packages of the shared model. */
@AnalyzeClasses(packages = "dev.colloquy", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    // spotless:off
    @ArchTest
    static final ArchRule packages_use_each_other_in_one_direction = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.colloquy.contract..", "dev.colloquy.broker..")
            .layer("contract").definedBy("dev.colloquy.contract..")
            .layer("receive").definedBy("dev.colloquy.broker.receive..")
            .layer("setup").definedBy("dev.colloquy.broker.setup..")
            .layer("exchange").definedBy("dev.colloquy.broker.exchange..")
            .layer("instance").definedBy("dev.colloquy.broker.instance..")
            .layer("status").definedBy("dev.colloquy.broker.status..")
            .layer("lifecycle").definedBy("dev.colloquy.broker.lifecycle..")
            .whereLayer("contract").mayNotAccessAnyLayer()
            .whereLayer("receive").mayNotAccessAnyLayer()
            .whereLayer("setup").mayOnlyAccessLayers("contract")
            .whereLayer("exchange").mayOnlyAccessLayers("contract")
            .whereLayer("instance").mayOnlyAccessLayers("contract", "setup")
            .whereLayer("status").mayOnlyAccessLayers("contract", "receive", "setup")
            .whereLayer("lifecycle").mayOnlyAccessLayers("contract", "setup", "exchange", "instance")
            .because("a package is a room, and the rooms build on each other in one direction");
    // spotless:on

    @ArchTest
    static final ArchRule only_one_package_knows_the_embedded_instance = noClasses()
            .that()
            .resideOutsideOfPackage("dev.colloquy.broker.instance..")
            .and()
            .resideOutsideOfPackage("dev.colloquy.instance..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.colloquy.instance..")
            .because("the services talk to it over TDS as they talk to SQL Server");

    @ArchTest
    static final ArchRule the_contract_knows_no_database_and_no_container = noClasses()
            .that()
            .resideInAPackage("dev.colloquy.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta..", "io.quarkus..", "com.microsoft..")
            .because("message types and codec serve any client of the conversation");
}
