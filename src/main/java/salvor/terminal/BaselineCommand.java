package salvor.terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.baseline.Facet;
import salvor.baseline.Given;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.evidence.Visible;
import salvor.report.Output;

/** {@code salvor baseline}. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description = "Learns what a workload does when it is healthy, and shows baselines.",
    subcommands = CommandLine.HelpCommand.class)
final class BaselineCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  BaselineCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(desk.err());
    }
    return ExitCode.USAGE;
  }

  @Command(
      name = "learn",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Learns baselines from telemetry: programs with the shape of their arguments and their parents, files, peers.",
        "Observations outside of the window are not looked at; alerts never enter."
      })
  Integer learn(
      @Parameters(
              paramLabel = "PATH",
              arity = "1..*",
              description = "evidence: files, folders, archives")
          List<Path> paths,
      @Option(names = "--from", paramLabel = "TIME", description = "learn from here on, RFC 3339")
          @Nullable String from,
      @Option(
              names = "--until",
              paramLabel = "TIME",
              description = "and not from here on, RFC 3339")
          @Nullable String until,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              required = true,
              description = "where to write the baselines")
          Path out)
      throws Exception {
    Long first = time("--from", from);
    Long end = time("--until", until);
    if (!EvidenceArguments.allThere(desk, "baseline learn", paths)) {
      return ExitCode.NO_EVIDENCE;
    }
    Given given = desk.reader().read(paths, desk.progress());
    List<Profile> learned =
        Learner.learn(
            given.evidence().observations(),
            given.evidence().inventory(),
            given.evidence().sources(),
            new Learning(first, end, null, Set.of()),
            desk.progress());
    if (learned.isEmpty()) {
      desk.err()
          .println(
              "salvor baseline learn: no telemetry of any container lies in this window, so nothing was learned;"
                  + " check --from and --until, and that the evidence is telemetry and not alerts only");
      return ExitCode.NO_EVIDENCE;
    }
    byte[] written = ProfileJson.write(learned).getBytes(StandardCharsets.UTF_8);
    Output.to(out, to -> to.write(written));
    for (Profile profile : learned) {
      show(profile);
    }
    desk.out().flush();
    return ExitCode.DONE;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows what baselines hold: facets with their states, and how many elements.")
  Integer show(
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "baselines of any form that Salvor reads")
          List<Path> files)
      throws Exception {
    if (!EvidenceArguments.allThere(desk, "baseline show", files)) {
      return ExitCode.NO_EVIDENCE;
    }
    List<Profile> profiles =
        new ArrayList<>(desk.reader().read(files, desk.progress()).baselines());
    profiles.forEach(this::show);
    desk.out().flush();
    if (profiles.isEmpty()) {
      desk.err().println("salvor baseline show: there is no baseline in these files");
      return ExitCode.NO_EVIDENCE;
    }
    return ExitCode.DONE;
  }

  private void show(Profile profile) {
    desk.out()
        .println(
            Visible.text(profile.name())
                + (profile.key().digest() == null ? "" : " @" + profile.key().digest().brief()));
    for (Facet facet : Facet.values()) {
      int elements = profile.elements(facet).size();
      if (elements > 0 || profile.states().containsKey(facet)) {
        desk.out()
            .printf(
                Locale.ROOT,
                "  %-14s %-9s %,d known%n",
                facet.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                profile.state(facet).name().toLowerCase(Locale.ROOT),
                elements);
      }
    }
  }

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }

  private @Nullable Long time(String option, @Nullable String text) {
    return EvidenceArguments.time(line(), option, text);
  }
}
