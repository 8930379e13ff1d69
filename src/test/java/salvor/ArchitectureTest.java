package salvor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The map of the packages, closed: a package that is not a row may not exist, and uses only what
 * its row lists.
 */
class ArchitectureTest {
  private static final Map<String, Set<String>> MAY_USE = new LinkedHashMap<>();

  static {
    row("workload", "");
    row("jobs", "");
    row("cluster", "workload jobs");
    row("evidence", "workload jobs");
    row("custody", "workload evidence jobs");
    row("baseline", "workload evidence jobs");
    row("ingest", "workload evidence baseline custody jobs");
    row("timeline", "workload evidence baseline jobs");
    row("triage", "workload evidence baseline timeline jobs");
    row("review", "workload evidence baseline timeline triage jobs");
    row("casefile", "workload jobs evidence custody baseline timeline triage");
    row("containment", "workload evidence cluster custody jobs");
    row("collection", "workload evidence cluster custody jobs");
    row("recovery", "workload cluster jobs custody containment");
    row("playbook", "custody");
    row(
        "report",
        "workload jobs cluster containment collection recovery playbook evidence custody baseline timeline triage review casefile live");
    row("live", "workload jobs evidence custody baseline triage casefile cluster containment");
    row(
        "training",
        "workload jobs cluster evidence custody baseline timeline triage review casefile report");
    row(
        "terminal",
        "workload jobs evidence custody baseline ingest timeline triage review casefile report live training cluster containment collection recovery playbook");
    row(
        "workbench",
        "workload jobs evidence custody baseline ingest timeline triage review casefile report live training cluster containment collection recovery playbook");
  }

  private static void row(String name, String uses) {
    MAY_USE.put(
        name, Arrays.stream(uses.split(" ")).filter(u -> !u.isEmpty()).collect(Collectors.toSet()));
  }

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("salvor");

  @Test
  void everyPackageIsARowOfTheMap() {
    assertThat(
            CLASSES.stream()
                .map(ArchitectureTest::word)
                .filter(w -> !w.isEmpty())
                .collect(Collectors.toSet()))
        .isSubsetOf(MAY_USE.keySet());
  }

  @Test
  void aPackageUsesOnlyWhatItsRowLists() {
    MAY_USE.forEach((word, uses) -> {
      String[] allowed = new String[uses.size() + 1];
      List<String> names = List.copyOf(uses);
      for (int i = 0; i < names.size(); i++) {
        allowed[i] = "salvor." + names.get(i) + "..";
      }
      allowed[names.size()] = "salvor." + word + "..";
      classes()
          .that()
          .resideInAPackage("salvor." + word + "..")
          .should(
              onlyDependOnClassesThat(
                  resideInAnyPackage(allowed).or(resideOutsideOfPackage("salvor.."))))
          .allowEmptyShould(true)
          .check(CLASSES);
    });
  }

  @Test
  void nothingDependsOnTheRoot() {
    noClasses()
        .that()
        .resideOutsideOfPackage("salvor")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("salvor")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void noCyclesBetweenPackages() {
    slices()
        .matching("salvor.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
    slices()
        .matching("salvor.ingest.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
    slices()
        .matching("salvor.workbench.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void librariesStayWhereTheyBelong() {
    only("javafx..", "salvor.workbench..");
    only("java.sql..", "salvor.casefile..");
    only("org.h2..", "salvor.casefile..");
    noClasses()
        .that()
        .resideOutsideOfPackages("salvor.cluster.fabric8..", "salvor.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("salvor.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8.kubernetes..")
        .allowEmptyShould(true)
        .check(CLASSES);
    only("java.util.concurrent.ExecutorService", "salvor.jobs..");
    noClasses()
        .that()
        .resideOutsideOfPackage("salvor.jobs..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.concurrent\\.(Executors|ThreadPoolExecutor|ForkJoinPool)")
        .orShould()
        .callMethod(Thread.class, "ofPlatform")
        .orShould()
        .callMethod(Thread.class, "ofVirtual")
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("salvor.jobs..")
        .and()
        .doNotHaveFullyQualifiedName("salvor.cluster.fabric8.Exchange") // the client's answers
        .and()
        .doNotHaveFullyQualifiedName("salvor.cluster.fabric8.Handshake") // as these
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.CompletableFuture")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static void only(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat(
            library.endsWith("..")
                ? com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(library)
                : com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo(load(library)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aViewModelKnowsNoScene() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("ViewModel")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javafx.scene..", "javafx.stage..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyFxThreadUsesRunLater() {
    noClasses()
        .that()
        .doNotHaveSimpleName("FxThread")
        .should()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("runLater")))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static String word(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.");
    return parts.length > 1 ? parts[1] : "";
  }
}
