package dev.keepsake.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
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

/// The rooms of the server: doors that hand calls to the tools and know neither each other nor
/// where memories are stored. A rule about a room that does not exist yet holds; a room that is not
/// listed is refused.
@AnalyzeClasses(packages = "dev.keepsake.server", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String ROOT = "dev.keepsake.server";
  private static final String AUTH = "dev.keepsake.server.auth..";
  private static final String CALL = "dev.keepsake.server.call..";
  private static final String CLI = "dev.keepsake.server.cli..";
  private static final String HTTP = "dev.keepsake.server.http..";
  private static final String MCP = "dev.keepsake.server.mcp..";
  private static final String PROXY = "dev.keepsake.server.proxy..";

  @ArchTest
  static final ArchRule every_room_is_known =
      classes()
          .should()
          .resideInAnyPackage(
              ROOT,
              CLI,
              HTTP,
              MCP,
              PROXY,
              CALL,
              "dev.keepsake.server.config..",
              "dev.keepsake.server.rest..",
              AUTH,
              "dev.keepsake.server.worker..",
              "dev.keepsake.server.warm..",
              "dev.keepsake.server.console..",
              "dev.keepsake.server.observe..")
          .because("a new room has to be given its place in this test");

  @ArchTest
  static final ArchRule the_database_is_unknown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..");

  @ArchTest
  static final ArchRule what_doors_share_knows_no_door = noDoor(CALL, HTTP, MCP, PROXY, CLI);

  @ArchTest
  static final ArchRule who_calls_is_found_without_a_door = noDoor(AUTH, HTTP, MCP, PROXY, CLI);

  @ArchTest static final ArchRule http_calls_no_other_door = noDoor(HTTP, PROXY);

  @ArchTest
  static final ArchRule of_mcp_http_knows_what_it_mounts_alone =
      noClasses()
          .that()
          .resideInAPackage(HTTP)
          .should()
          .dependOnClassesThat(
              resideInAPackage(MCP).and(not(simpleNameStartingWith("McpEndpoint"))))
          .allowEmptyShould(true);

  @ArchTest static final ArchRule mcp_calls_no_other_door = noDoor(MCP, HTTP, PROXY);
  @ArchTest static final ArchRule the_proxy_calls_no_other_door = noDoor(PROXY, HTTP, MCP);

  @ArchTest
  static final ArchRule doors_know_no_adapters =
      noClasses()
          .that()
          .resideInAnyPackage(CALL, HTTP, MCP, PROXY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.keepsake.store..", "dev.keepsake.embed.*..", "dev.keepsake.llm.*..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().assignedFrom(packages()).should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothing_generic_is_thrown = noClasses().should(THROW_GENERIC_EXCEPTIONS);

  /// Standard output belongs to the protocol in `mcp`, and to the person in `cli`.
  @ArchTest
  static final ArchRule only_the_command_line_and_mcp_touch_the_standard_streams =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, CLI, MCP)
          .should(ACCESS_STANDARD_STREAMS)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule every_package_is_documented_and_null_marked =
      classes().should(liveInNullMarkedPackage());

  private static ArchRule noDoor(String door, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(door)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true);
  }

  /// Each package is a slice of its own.
  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public String getDescription() {
        return "packages";
      }

      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return type.getPackageName().startsWith(ROOT)
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
