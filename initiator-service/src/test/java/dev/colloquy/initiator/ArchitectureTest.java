package dev.colloquy.initiator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.colloquy.access.RequiresScope;
import jakarta.ws.rs.HttpMethod;

/** Holds the arrows between the packages of the initiator. */
@AnalyzeClasses(packages = "dev.colloquy.initiator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule conversations_know_nothing_of_http = noClasses()
            .that()
            .resideInAPackage("..initiator.conversation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..initiator.http..", "jakarta.ws.rs..", "io.vertx..")
            .because("HTTP is one way to ask for a conversation");

    @ArchTest
    static final ArchRule http_knows_no_database = noClasses()
            .that()
            .resideInAPackage("..initiator.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("the ledger has one gateway");

    @ArchTest
    static final ArchRule the_embedded_instance_is_reached_over_tds_only = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.colloquy.instance..")
            .because("nothing differs from SQL Server but the URL");

    @ArchTest
    static final ArchRule every_resource_method_names_its_scope = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .beAnnotatedWith(RequiresScope.class)
            .because("a method without one is open to nobody as soon as callers have to authenticate");
}
