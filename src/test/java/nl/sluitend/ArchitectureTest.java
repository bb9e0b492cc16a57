package nl.sluitend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.bePackagePrivate;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** The house rules of docs/architecture.md, as far as a machine can hold them. */
@AnalyzeClasses(packages = "nl.sluitend", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule floors =
            Architectures.layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("problem")
                    .definedBy("nl.sluitend.problem..")
                    .layer("identifier")
                    .definedBy("nl.sluitend.identifier..")
                    .layer("oprf")
                    .definedBy("nl.sluitend.oprf..")
                    .layer("psi")
                    .definedBy("nl.sluitend.psi..")
                    .layer("party")
                    .definedBy("nl.sluitend.party..")
                    .layer("disclosure")
                    .definedBy("nl.sluitend.disclosure..")
                    .layer("convenant")
                    .definedBy("nl.sluitend.convenant..")
                    .layer("registration")
                    .definedBy("nl.sluitend.registration..")
                    .layer("reconciliation")
                    .definedBy("nl.sluitend.reconciliation..")
                    .layer("subject")
                    .definedBy("nl.sluitend.subject..")
                    .layer("figures")
                    .definedBy("nl.sluitend.figures..")
                    .layer("officer")
                    .definedBy("nl.sluitend.officer..")
                    .layer("node")
                    .definedBy("nl.sluitend.node..")
                    .whereLayer("problem")
                    .mayNotAccessAnyLayer()
                    .whereLayer("identifier")
                    .mayNotAccessAnyLayer()
                    .whereLayer("oprf")
                    .mayNotAccessAnyLayer()
                    .whereLayer("psi")
                    .mayOnlyAccessLayers("oprf")
                    .whereLayer("party")
                    .mayOnlyAccessLayers("problem", "identifier", "oprf", "psi")
                    .whereLayer("disclosure")
                    .mayOnlyAccessLayers("problem", "identifier", "oprf", "psi", "party")
                    .whereLayer("convenant")
                    .mayOnlyAccessLayers(
                            "problem", "identifier", "oprf", "psi", "party", "disclosure")
                    .whereLayer("registration")
                    .mayOnlyAccessLayers(
                            "problem",
                            "identifier",
                            "oprf",
                            "psi",
                            "party",
                            "disclosure",
                            "convenant")
                    .whereLayer("reconciliation")
                    .mayOnlyAccessLayers(
                            "problem",
                            "identifier",
                            "oprf",
                            "psi",
                            "party",
                            "disclosure",
                            "convenant",
                            "registration")
                    .whereLayer("subject")
                    .mayOnlyAccessLayers(
                            "problem",
                            "identifier",
                            "oprf",
                            "psi",
                            "party",
                            "disclosure",
                            "convenant",
                            "registration",
                            "reconciliation")
                    .whereLayer("officer")
                    .mayOnlyBeAccessedByLayers("node")
                    .whereLayer("node")
                    .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("nl.sluitend.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_core_is_plain_java =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "nl.sluitend.identifier..", "nl.sluitend.oprf..", "nl.sluitend.psi..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.quarkus..",
                                    "jakarta..",
                                    "java.sql..",
                                    "java.net..",
                                    "com.fasterxml..",
                                    "org.hibernate.."))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entities_stay_in_their_package =
            classes()
                    .that()
                    .areAnnotatedWith(Entity.class)
                    .should(bePackagePrivate())
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule time_comes_in_from_outside =
            noClasses()
                    .that(not_node())
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule chance_comes_in_from_outside =
            noClasses()
                    .that(not_node())
                    .should()
                    .callConstructor(java.security.SecureRandom.class)
                    .orShould()
                    .callConstructor(java.util.Random.class);

    @ArchTest
    static final ArchRule no_left_over_prints =
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Command")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .callMethod(Throwable.class, "printStackTrace");

    private static DescribedPredicate<JavaClass> not_node() {
        return DescribedPredicate.not(resideInAPackage("nl.sluitend.node.."))
                .as("classes outside node");
    }
}
