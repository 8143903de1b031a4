package org.alyxtransfer.automation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Siblings don't know each other; the watcher puts them together. */
class AutomationArchitectureTest {
    private static final String BASE = "org.alyxtransfer.automation.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.alyxtransfer.automation");

    private static final Map<String, List<String>> MAY_IMPORT = Map.of(
            "rule", List.of(),
            "run", List.of(),
            "report", List.of(),
            "analysis", List.of("analysis.read", "analysis.plot"),
            "analysis.plot", List.of("analysis.read"),
            "analysis.read", List.of(),
            "report.mail", List.of("report"),
            "report.webhook", List.of("report"),
            "watch", List.of("rule", "run", "report"));

    static Stream<String> rows() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPackageUsesOnlyItsRow(String row) {
        String[] allowed = MAY_IMPORT.get(row).stream().map(BASE::concat).toArray(String[]::new);
        DescribedPredicate<JavaClass> forbidden = resideInAPackage(BASE + ".")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .and(DescribedPredicate.not(resideInAnyPackage(BASE + row)));

        noClasses()
                .that()
                .resideInAPackage(BASE + row)
                .should()
                .dependOnClassesThat(forbidden)
                .check(CLASSES);
    }

    @Test
    void everyPackageHasARow() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(name -> assertThat(MAY_IMPORT).containsKey(name.substring(BASE.length())));
    }
}
