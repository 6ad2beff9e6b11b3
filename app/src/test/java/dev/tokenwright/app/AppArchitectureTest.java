package dev.tokenwright.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The laws of the house, for the commands and the server. */
class AppArchitectureTest {
    private static final String ROOT = "dev.tokenwright.app";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyOnePlaceKnowsTheNetworkLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".serve.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(MAIN);
    }

    @Test
    void onlyOnePlaceKnowsTheMetricsLibrary() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ServerMetrics")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(MAIN);
    }

    @Test
    void commandsStartWithoutTheServer() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".cli..")
                .and()
                .doNotHaveSimpleName("Serving")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".serve..")
                .check(MAIN);
    }

    @Test
    void onlyCommandsPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(MAIN);
    }

    @Test
    void packagesAreNullMarkedAndClassesClosed() {
        Set<String> unmarked = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        for (JavaClass type : MAIN) {
            if (type.getSimpleName().equals("package-info")) {
                continue;
            }
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
            boolean closed = type.isInterface()
                    || type.isEnum()
                    || type.isRecord()
                    || type.isAnonymousClass()
                    || type.getModifiers().contains(JavaModifier.FINAL);
            if (!closed) {
                open.add(type.getName());
            }
        }
        assertThat(unmarked).isEmpty();
        assertThat(open).isEmpty();
    }

    @Test
    void namesSaySomething() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Misc|Common)")
                .check(MAIN);
    }
}
