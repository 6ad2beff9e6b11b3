package dev.tokenwright.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws of the house. */
class ArchitectureTest {
    private static final String ROOT = "dev.tokenwright";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);

    private static final List<String> STAGES =
            List.of("stage.added", "stage.normalize", "stage.split", "stage.model", "stage.frame", "stage.decode");

    @TestFactory
    List<DynamicTest> stagesDoNotKnowEachOther() {
        return STAGES.stream()
                .map(stage -> DynamicTest.dynamicTest(stage, () -> {
                    String[] others = STAGES.stream()
                            .filter(other -> !other.equals(stage))
                            .map(other -> ROOT + "." + other + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + "." + stage + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others)
                            .check(MAIN);
                }))
                .toList();
    }

    @Test
    void loadersAndStagesMeetOnlyInTheSpecification() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".load..", ROOT + ".wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".stage..", ROOT + ".text..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".stage..", ROOT + ".text..", ROOT + ".spec..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".load..", ROOT + ".wire..")
                .check(MAIN);
    }

    @Test
    void theSpecificationKnowsOnlyErrors() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".spec..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + ".spec..", ROOT + ".error..", "java..", "org.jspecify..")
                .check(MAIN);
    }

    @Test
    void theTemplateLanguageKnowsOnlyErrorsAndPlainData() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".chat.jinja..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".chat.jinja..", ROOT + ".chat.plain..", ROOT + ".error..", "java..", "org.jspecify..")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .and()
                .resideOutsideOfPackages(
                        ROOT + ".testkit..", ROOT + ".vocab..", ROOT + ".chat..", ROOT + ".app..", ROOT + ".bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(MAIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : MAIN) {
            JavaPackage home = type.getPackage();
            if (!type.getSimpleName().equals("package-info") && !home.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(home.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void librariesDoNotPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".app.cli..", ROOT + ".bench..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(MAIN);
    }

    @Test
    void namesSaySomething() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Misc|Common)")
                .check(ALL);
    }

    @Test
    void classesAreFinalSealedOrBasesOfTheirPackage() {
        Set<String> open = new TreeSet<>();
        for (JavaClass type : MAIN) {
            boolean closed = type.isInterface()
                    || type.isEnum()
                    || type.isRecord()
                    || type.getModifiers().contains(JavaModifier.FINAL)
                    || type.reflect().isSealed()
                    || (type.getModifiers().contains(JavaModifier.ABSTRACT)
                            && !type.getModifiers().contains(JavaModifier.PUBLIC))
                    || type.isAnonymousClass()
                    || type.getSimpleName().equals("package-info")
                    || type.getEnclosingClass().map(JavaClass::isEnum).orElse(false);
            if (!closed) {
                open.add(type.getName());
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void noTestIsSwitchedOff() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.junit.jupiter.api.Disabled")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.junit.jupiter.api.Assumptions")
                .check(ALL);
    }
}
