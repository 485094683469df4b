package dev.colloquy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
            .consideringOnlyDependenciesInAnyPackage(
                    "dev.colloquy.contract..",
                    "dev.colloquy.problem..",
                    "dev.colloquy.access..",
                    "dev.colloquy.log..",
                    "dev.colloquy.trace..",
                    "dev.colloquy.broker..")
            .layer("contract").definedBy("dev.colloquy.contract..")
            .layer("problem").definedBy("dev.colloquy.problem..")
            .layer("access").definedBy("dev.colloquy.access..")
            .layer("log").definedBy("dev.colloquy.log..")
            .layer("trace").definedBy("dev.colloquy.trace..")
            .layer("retry").definedBy("dev.colloquy.broker.retry..")
            .layer("receive").definedBy("dev.colloquy.broker.receive..")
            .layer("setup").definedBy("dev.colloquy.broker.setup..")
            .layer("exchange").definedBy("dev.colloquy.broker.exchange..")
            .layer("instance").definedBy("dev.colloquy.broker.instance..")
            .layer("status").definedBy("dev.colloquy.broker.status..")
            .layer("lifecycle").definedBy("dev.colloquy.broker.lifecycle..")
            .layer("hygiene").definedBy("dev.colloquy.broker.hygiene..")
            .whereLayer("contract").mayNotAccessAnyLayer()
            .whereLayer("problem").mayNotAccessAnyLayer()
            .whereLayer("access").mayOnlyAccessLayers("problem")
            .whereLayer("log").mayNotAccessAnyLayer()
            .whereLayer("trace").mayOnlyAccessLayers("contract")
            .whereLayer("retry").mayNotAccessAnyLayer()
            .whereLayer("receive").mayOnlyAccessLayers("retry")
            .whereLayer("setup").mayOnlyAccessLayers("contract")
            .whereLayer("exchange").mayOnlyAccessLayers("contract")
            .whereLayer("instance").mayOnlyAccessLayers("contract", "setup")
            .whereLayer("status").mayOnlyAccessLayers("contract", "retry", "receive", "setup")
            .whereLayer("lifecycle").mayOnlyAccessLayers("contract", "access", "retry", "setup", "exchange", "instance")
            .whereLayer("hygiene").mayOnlyAccessLayers("problem", "access", "setup")
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

    @ArchTest
    static final ArchRule problems_know_nothing_but_jax_rs_and_jackson = classes()
            .that()
            .resideInAPackage("dev.colloquy.problem..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.colloquy.problem..",
                    "java..",
                    "jakarta.ws.rs..",
                    "org.jboss.resteasy.reactive..",
                    "com.fasterxml.jackson..",
                    "org.jboss.logging..")
            .because("any HTTP interface can answer with a problem document");
}
