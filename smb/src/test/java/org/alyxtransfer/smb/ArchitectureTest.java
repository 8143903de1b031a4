package org.alyxtransfer.smb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A library of its own: what it may use, and which way its packages look. */
class ArchitectureTest {
    private static final String BASE = "org.alyxtransfer.smb";
    private static final int LONGEST_FILE = 400;
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void nothingOfTheRestOfThisProjectIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of another module",
                        type -> type.getPackageName().startsWith("org.alyxtransfer.")
                                && !type.getPackageName().startsWith(BASE)))
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("org.alyxtransfer.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void messagesAndKeysKnowNothingOfConnections() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".message", BASE + ".crypto", BASE + ".failure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE, BASE + ".wire")
                .check(CLASSES);
    }

    @Test
    void jcifsMakesTokensAndNothingElse() {
        noClasses()
                .that()
                .haveNameNotMatching(Pattern.quote(BASE + ".Tokens") + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jcifs..")
                .check(CLASSES);
    }

    @Test
    void nothingBlocks() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "block on a publisher",
                        call -> call.getTargetOwner().getPackageName().startsWith("reactor.core.publisher")
                                && (call.getName().startsWith("block")
                                        || call.getName().equals("toIterable")
                                        || call.getName().equals("toStream"))))
                .check(CLASSES);
    }

    @Test
    void filesAreShort() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(ArchitectureTest::isTooLong)
                    .toList();
            assertThat(tooLong).isEmpty();
        }
    }

    private static boolean isTooLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() > LONGEST_FILE;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
