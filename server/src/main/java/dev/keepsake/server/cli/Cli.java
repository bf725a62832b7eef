package dev.keepsake.server.cli;

import dev.keepsake.server.observe.log.LogSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/// The commands, and how one of them is run.
public final class Cli {
  private final Workbench workbench;

  public Cli(Shell shell, Doors doors) {
    this.workbench = new Workbench(shell, doors);
  }

  /// @return the exit code
  public int run(String... arguments) {
    if (List.of(arguments).equals(List.of("mcp"))) {
      return new Failures(workbench, false).guard(() -> McpCommand.run(workbench, Map.of()));
    }
    workbench.doors().log(LogSettings.early(earlyLogLevel()).besideAnAnswer());
    return line(arguments).execute(arguments);
  }

  /// Until the settings are read; `demo` never reads them.
  private Level earlyLogLevel() {
    String level = workbench.shell().environment().getOrDefault("KEEPSAKE_LOG_LEVEL", "");
    return switch (level) {
      case "debug" -> Level.DEBUG;
      case "trace" -> Level.TRACE;
      default -> Level.WARN;
    };
  }

  /// Only the command that is named is made, since each costs time to look through; all of them
  /// where help may be wanted.
  private CommandLine line(String... arguments) {
    var line = new CommandLine(new RootCommand(workbench));
    Map<String, Function<Workbench, Object>> commands = commands();
    boolean named = arguments.length > 0 && commands.containsKey(arguments[0]);
    commands.forEach((name, make) -> {
      if (!named || name.equals(arguments[0])) {
        line.addSubcommand(name, make.apply(workbench));
      }
    });
    var failures = new Failures(workbench, List.of(arguments).contains("--json"));
    return line.setOut(workbench.writer(workbench.shell().out()))
        .setErr(workbench.writer(workbench.shell().err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .registerConverter(Double.class, Cli::number)
        .registerConverter(Integer.class, Cli::wholeNumber)
        .registerConverter(int.class, Cli::wholeNumber)
        .setExpandAtFiles(false) // a memory may begin with @
        .setParameterExceptionHandler(failures::usage)
        .setExecutionExceptionHandler((failure, command, parsed) -> failures.report(failure));
  }

  private static Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no number");
    }
  }

  private static Integer wholeNumber(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no whole number");
    }
  }

  private static Map<String, Function<Workbench, Object>> commands() {
    var commands = new LinkedHashMap<String, Function<Workbench, Object>>();
    commands.put("serve", ServeCommand::new);
    commands.put("mcp", McpCommand::new);
    commands.put("migrate", MigrateCommand::new);
    commands.put("save", SaveCommand::new);
    commands.put("query", QueryCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("pending", PendingCommand::new);
    commands.put("confirm", ConfirmCommand::new);
    commands.put("history", HistoryCommand::new);
    commands.put("delete", DeleteCommand::new);
    commands.put("restore", RestoreCommand::new);
    commands.put("erase", EraseCommand::new);
    commands.put("backup", BackupCommand::new);
    commands.put("audit", AuditCommand::line);
    commands.put("policy", PolicyCommand::line);
    commands.put("prompts", PromptsCommand::line);
    commands.put("stats", StatsCommand::new);
    commands.put("health", HealthCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("raw", RawCommand::line);
    commands.put("org", OrgCommand::line);
    commands.put("client", ClientCommand::line);
    commands.put("key", KeyCommand::line);
    commands.put("reembed", ReembedCommand::new);
    commands.put("config", ConfigCommand::new);
    commands.put("demo", DemoCommand::new);
    commands.put("eval", EvalCommand::line);
    commands.put("warm", WarmCommand::new);
    return commands;
  }
}
