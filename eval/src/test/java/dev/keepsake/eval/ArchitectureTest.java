package dev.keepsake.eval;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;

/// The evaluation measures the memory as a library and meets the server, if at all, over the wire.
@AnalyzeClasses(packages = "dev.keepsake.eval", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule the_server_is_unknown =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.keepsake.server..");

  @ArchTest
  static final ArchRule the_database_is_unknown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..");

  /// A big library, and logging it is not to be turned on by anything else.
  @ArchTest
  static final ArchRule only_its_room_knows_mlflow =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.keepsake.eval.mlflow..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mlflow..", "org.mlflow_project..", "org.yaml..");

  /// It logs names, numbers and files, whatever they mean.
  @ArchTest
  static final ArchRule tracking_knows_nothing_else_of_ours =
      noClasses()
          .that()
          .resideInAPackage("dev.keepsake.eval.mlflow..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.keepsake..")
                  .and(not(resideInAPackage("dev.keepsake.eval.mlflow.."))));

  /// A model is handed in; which one is the command's to choose.
  @ArchTest
  static final ArchRule how_models_are_reached_is_unknown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.keepsake.llm.openai..", "dev.langchain4j..");

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().assignedFrom(packages()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule every_package_is_documented_and_null_marked =
      classes().should(liveInNullMarkedPackage());

  /// Each package is a slice of its own.
  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public String getDescription() {
        return "packages";
      }

      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return type.getPackageName().startsWith("dev.keepsake.eval")
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }
    };
  }

  private static ArchCondition<JavaClass> liveInNullMarkedPackage() {
    return new ArchCondition<>("live in a @NullMarked package with a package-info") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked =
            type.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        if (!marked) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " does not"));
        }
      }
    };
  }
}
