package org.alyxtransfer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The import rows of the architecture: each package may use only what stands above it. */
class ArchitectureTest {
    private static final String BASE = "org.alyxtransfer.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "org.alyxtransfer.dataset",
                    "org.alyxtransfer.storage",
                    "org.alyxtransfer.http",
                    "org.alyxtransfer.tls",
                    "org.alyxtransfer.threads",
                    "org.alyxtransfer.alyx",
                    "org.alyxtransfer.hash",
                    "org.alyxtransfer.copy",
                    "org.alyxtransfer.plan",
                    "org.alyxtransfer.journal",
                    "org.alyxtransfer.register",
                    "org.alyxtransfer.engine",
                    "org.alyxtransfer.reconcile");

    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("dataset", List.of()),
            Map.entry("storage", List.of("dataset")),
            Map.entry("http", List.of()),
            Map.entry("tls", List.of("dataset")),
            Map.entry("threads", List.of()),
            Map.entry("alyx", List.of("dataset", "http", "tls")),
            Map.entry("storage.local", List.of("dataset", "storage", "threads")),
            Map.entry("storage.ntstatus", List.of("dataset", "smb.message")),
            Map.entry("storage.smb", List.of("dataset", "storage", "storage.ntstatus", "smb..")),
            Map.entry("storage.jcifs", List.of("dataset", "storage", "storage.ntstatus", "smb.message", "threads")),
            Map.entry("storage.http", List.of("dataset", "storage", "http", "tls")),
            Map.entry("storage.memory", List.of("dataset", "storage")),
            Map.entry("storage.layer", List.of("dataset", "storage")),
            Map.entry("hash", List.of()),
            Map.entry("copy", List.of("dataset", "storage", "hash")),
            Map.entry("plan", List.of("dataset", "storage", "alyx")),
            Map.entry("journal", List.of("dataset", "storage", "alyx", "plan")),
            Map.entry("register", List.of("dataset", "storage", "alyx", "plan", "journal")),
            Map.entry("engine", List.of("dataset", "storage", "alyx", "plan", "journal", "register", "copy")),
            Map.entry("reconcile", List.of("dataset", "storage", "alyx", "plan", "register", "engine")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataset",
                "storage",
                "http",
                "tls",
                "threads",
                "alyx",
                "storage.local",
                "storage.ntstatus",
                "storage.smb",
                "storage.jcifs",
                "storage.http",
                "storage.memory",
                "storage.layer",
                "hash",
                "copy",
                "plan",
                "journal",
                "register",
                "engine",
                "reconcile"
            })
    void aPackageUsesOnlyRowsAboveIt(String row) {
        String[] allowed = MAY_IMPORT.get(row).stream().map(BASE::concat).toArray(String[]::new);
        DescribedPredicate<JavaClass> forbidden = resideInAPackage("org.alyxtransfer..")
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

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("org.alyxtransfer.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void jcifsStaysBehindItsDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.alyxtransfer.storage.jcifs")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jcifs..")
                .because("jcifs-ng blocks; everything else sees Storage")
                .check(CLASSES);
    }

    @Test
    void metersAreKeptInTwoPlaces() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.alyxtransfer.storage.layer", "org.alyxtransfer.engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..")
                .check(CLASSES);
    }

    @Test
    void noSchedulerMaySearchForAThreadForEver() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "make a bounded elastic scheduler",
                        call -> call.getTargetOwner().getName().equals("reactor.core.scheduler.Schedulers")
                                && call.getName().equals("newBoundedElastic")))
                .because("disposing it may hang whoever uses it; see WorkerThreads")
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
                .because("blocking is for the command line and tests")
                .check(CLASSES);
    }
}
