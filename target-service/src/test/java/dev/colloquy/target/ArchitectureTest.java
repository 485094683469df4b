package dev.colloquy.target;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.colloquy.access.RequiresScope;
import jakarta.ws.rs.HttpMethod;
import java.sql.Statement;

@AnalyzeClasses(packages = "dev.colloquy.target", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule handlers_know_nothing_of_queues = noClasses()
            .that()
            .resideInAPackage("..target.handler..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..target.receive..", "..target.http..", "..broker..")
            .because("a site's own handlers see the request and the reply only");

    @ArchTest
    static final ArchRule receiving_does_not_know_http = noClasses()
            .that()
            .resideInAPackage("..target.receive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..target.http..", "jakarta.ws.rs..")
            .because("HTTP shows what the loop does, and the loop does not know who looks");

    @ArchTest
    static final ArchRule only_the_gateways_run_statements_on_the_queue = noClasses()
            .that()
            .resideInAPackage("..target.receive..")
            .and()
            .doNotHaveSimpleName("RequestGateway")
            .and()
            .doNotHaveSimpleName("ParkedRequestGateway")
            .and()
            .doNotHaveSimpleName("AttemptGateway")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Statement.class)
            .because("one class for each kind of caller knows JDBC and the procedures");

    @ArchTest
    static final ArchRule nothing_asks_which_instance_it_is = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.colloquy.instance..")
            .because("the service talks to an embedded instance as it talks to SQL Server");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.colloquy.target.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule every_resource_method_names_its_scope = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .beAnnotatedWith(RequiresScope.class)
            .because("a method without one is open to nobody as soon as callers have to authenticate");
}
