package org.alyxtransfer.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.alyxtransfer.cli.frame.Surroundings;
import org.junit.jupiter.api.Test;

class CliArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.alyxtransfer.cli");

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .because("there is one way out, and it is tested by its exit codes")
                .check(CLASSES);
    }

    @Test
    void onlyTheSurroundingsTouchStandardStreams() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Surroundings.class.getName())
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .because("commands are tested with streams of their own")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.alyxtransfer.cli.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
