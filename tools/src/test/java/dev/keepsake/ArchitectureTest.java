package dev.keepsake;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rooms of the library and who may look into which: adapters over features over ports over
/// plain records, and the assembly class over all. A rule about a room that does not exist yet
/// holds; a room that no group names is refused.
@AnalyzeClasses(packages = "dev.keepsake", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String ASSEMBLY = "dev.keepsake";
  private static final String[] ADAPTERS = {
    "dev.keepsake.store.*..",
    "dev.keepsake.embed.*..",
    "dev.keepsake.llm.*..",
    "dev.keepsake.langchain..",
    "dev.keepsake.limit.*..",
    "dev.keepsake.cache.*..",
    "dev.keepsake.redis.."
  };
  private static final String QUERY = "dev.keepsake.query..";
  private static final String WRITE = "dev.keepsake.write..";
  private static final String POLICY = "dev.keepsake.policy..";

  /// What was said, in fewer words; for features that keep what was said.
  private static final String SUMMARY = "dev.keepsake.summary..";

  private static final String[] OTHER_FEATURES = {
    "dev.keepsake.access..",
    "dev.keepsake.forget..",
    "dev.keepsake.erase..",
    "dev.keepsake.fetch..",
    "dev.keepsake.history..",
    "dev.keepsake.replay..",
    "dev.keepsake.transfer..",
    "dev.keepsake.reembed..",
    "dev.keepsake.backup..",
    "dev.keepsake.overview..",
    "dev.keepsake.extract..",
    "dev.keepsake.conversation..",
    "dev.keepsake.episode..",
    "dev.keepsake.context..",
    "dev.keepsake.session..",
    "dev.keepsake.task..",
    "dev.keepsake.knowledge..",
    "dev.keepsake.project..",
    "dev.keepsake.consolidate.."
  };

  /// Put features together to what applications call.
  private static final String APPLICATIONS = "dev.keepsake.records..";

  private static final String[] FEATURES =
      and(OTHER_FEATURES, QUERY, WRITE, POLICY, SUMMARY, APPLICATIONS);
  private static final String[] PORTS = {
    "dev.keepsake.tool..",
    "dev.keepsake.readlog",
    "dev.keepsake.limit",
    "dev.keepsake.metric",
    "dev.keepsake.cache",
    "dev.keepsake.store",
    "dev.keepsake.embed",
    "dev.keepsake.llm",
    "dev.keepsake.prompt.."
  };
  private static final String[] RECORDS = {
    "dev.keepsake.audit..",
    "dev.keepsake.job..",
    "dev.keepsake.memory..",
    "dev.keepsake.error..",
    "dev.keepsake.reading.."
  };
  private static final String[] DATABASE_ROOMS = {
    "dev.keepsake.store.sql..",
    "dev.keepsake.store.sqlite..",
    "dev.keepsake.store.postgres..",
    "dev.keepsake.langchain.pgvector"
  };

  @ArchTest
  static final ArchRule every_room_belongs_to_a_group =
      classes()
          .should()
          .resideInAnyPackage(and(and(and(and(ADAPTERS, FEATURES), PORTS), RECORDS), ASSEMBLY))
          .because("a new room has to be given its place in this test");

  @ArchTest
  static final ArchRule plain_records_stand_alone =
      classes()
          .that()
          .resideInAnyPackage(RECORDS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              and(
                  RECORDS,
                  "java.lang..",
                  "java.math",
                  "java.nio",
                  "java.nio.charset",
                  "java.security",
                  "java.text",
                  "java.time..",
                  "java.util..",
                  "javax.crypto..",
                  "org.jspecify.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ports_know_neither_features_nor_adapters =
      nothingIn(PORTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(and(and(FEATURES, ADAPTERS), ASSEMBLY))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule features_use_ports_and_no_adapters =
      nothingIn(FEATURES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(and(ADAPTERS, ASSEMBLY))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule adapters_do_not_know_the_assembly =
      nothingIn(ADAPTERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ASSEMBLY)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule query_uses_no_other_feature =
      nothingIn(QUERY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(and(OTHER_FEATURES, WRITE, POLICY))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule summary_uses_no_other_feature =
      nothingIn(SUMMARY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(and(OTHER_FEATURES, QUERY, WRITE, POLICY, APPLICATIONS))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule policy_knows_nothing_but_memories_and_whom_to_tell =
      nothingIn(POLICY)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.keepsake..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(
                              POLICY,
                              "dev.keepsake.memory",
                              "dev.keepsake.metric",
                              "dev.keepsake.error"))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule write_uses_query_and_policy_and_no_other_feature =
      nothingIn(WRITE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(OTHER_FEATURES)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule no_feature_knows_what_is_put_together_of_it =
      nothingIn(and(OTHER_FEATURES, QUERY, WRITE, POLICY, SUMMARY))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(APPLICATIONS)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule other_features_use_write_and_query_but_not_each_other =
      slices()
          .assignedFrom(roomsThat(resideInAnyPackage(OTHER_FEATURES)))
          .should()
          .notDependOnEachOther()
          // an episode is made of a conversation
          .ignoreDependency(
              resideInAPackage("dev.keepsake.episode"),
              resideInAPackage("dev.keepsake.conversation"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices()
          .assignedFrom(packagesThat(DescribedPredicate.alwaysTrue()))
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule databases_are_known_to_the_store_alone =
      noClasses()
          .that()
          .resideOutsideOfPackages(DATABASE_ROOMS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.sqlite..",
              "org.postgresql..",
              "org.flywaydb..",
              "com.zaxxer..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule what_calls_over_the_network_is_known_to_the_models_alone =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.keepsake.llm.*..", "dev.keepsake.embed.openai")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net.http..",
              "dev.langchain4j.http..",
              "dev.langchain4j.model.openai..",
              "dev.failsafe..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule expressions_are_known_to_the_policy_alone =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.keepsake.policy.cel", "dev.keepsake.policy.reach")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.cel.runtime..", "dev.cel.compiler..", "dev.cel.parser..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule redis_is_reached_over_one_connection =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.keepsake.redis")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("redis.clients..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule time_is_passed_in =
      noClasses().should().accessTargetWhere(describe("read a clock", ArchitectureTest::isClock));

  @ArchTest
  static final ArchRule ids_are_passed_in =
      noClasses()
          .should()
          .accessTargetWhere(describe("draw a random id", ArchitectureTest::isRandom));

  @ArchTest
  static final ArchRule an_id_source_is_made_by_the_assembly_alone =
      noClasses()
          .that()
          .resideOutsideOfPackage(ASSEMBLY)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.f4b6a3..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule one_exception_crosses_packages =
      classes()
          .that()
          .areAssignableTo(RuntimeException.class)
          .and()
          .arePublic()
          .should()
          .haveFullyQualifiedName("dev.keepsake.error.MemoryException")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothing_generic_is_thrown = noClasses().should(THROW_GENERIC_EXCEPTIONS);

  @ArchTest static final ArchRule nothing_is_printed = noClasses().should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule the_cases_of_a_decision_are_records =
      classes()
          .that(describe("are cases of a decision", ArchitectureTest::isCaseOfDecision))
          .should()
          .beRecords()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule every_package_is_documented_and_null_marked =
      classes().should(liveInNullMarkedPackage());

  private static GivenClassesConjunction nothingIn(String... packages) {
    return noClasses().that().resideInAnyPackage(packages);
  }

  private static boolean isClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      case "java.time.InstantSource" -> name.equals("system");
      case "java.util.Date" -> name.equals("<init>") && isWithoutArguments(access);
      default -> owner.startsWith("java.time.") && name.equals("now") && isWithoutArguments(access);
    };
  }

  private static boolean isRandom(JavaAccess<?> access) {
    String target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
    return Set.of(
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.util.concurrent.ThreadLocalRandom.current")
        .contains(target);
  }

  private static boolean isWithoutArguments(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().isEmpty();
  }

  private static boolean isCaseOfDecision(JavaClass type) {
    return type.getRawInterfaces().stream()
        .anyMatch(parent ->
            parent.getPackageName().startsWith(ASSEMBLY)
                && parent.getSimpleName().endsWith("Decision"));
  }

  /// Each package is a slice of its own.
  private static SliceAssignment packagesThat(DescribedPredicate<? super JavaClass> predicate) {
    return new SliceAssignment() {
      @Override
      public String getDescription() {
        return "packages";
      }

      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return predicate.test(type) && type.getPackageName().startsWith(ASSEMBLY)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }
    };
  }

  /// Each room is a slice of its own, with all the packages in it: a feature may be several.
  private static SliceAssignment roomsThat(DescribedPredicate<? super JavaClass> predicate) {
    return new SliceAssignment() {
      @Override
      public String getDescription() {
        return "rooms";
      }

      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return predicate.test(type)
            ? SliceIdentifier.of(room(type.getPackageName()))
            : SliceIdentifier.ignore();
      }
    };
  }

  /// `extract` of `dev.keepsake.extract.text`.
  private static String room(String packageName) {
    return packageName.substring(ASSEMBLY.length() + 1).replaceFirst("\\..*", "");
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

  private static String[] and(String[] packages, String... more) {
    return Stream.concat(Stream.of(packages), Stream.of(more)).toArray(String[]::new);
  }
}
