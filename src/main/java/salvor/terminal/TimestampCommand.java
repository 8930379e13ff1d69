package salvor.terminal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.custody.TimeStampAuthority;
import salvor.custody.bundle.LateStamp;
import salvor.custody.bundle.StampQueue;
import salvor.evidence.Visible;

/** {@code salvor timestamp}. */
@Command(
    name = "timestamp",
    sortOptions = false,
    description = {
      "Has sealed bundles stamped by an authority (RFC 3161): somebody else's word that they were there at a time. The"
          + " authority learns a hash, and nothing else.",
      "Without BUNDLE, those that wait because no authority was reachable when they were sealed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all were stamped",
      "2:the command line was not understood",
      "3:a bundle is not there",
      "5:one was not stamped; the message says why"
    })
final class TimestampCommand implements Callable<Integer> {
  static final String VARIABLE = "SALVOR_TIMESTAMP_AUTHORITY";
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "BUNDLE", arity = "0..*", description = "the bundles")
  private List<Path> bundles = new ArrayList<>();

  @Option(
      names = "--authority",
      paramLabel = "URL",
      description = "whom to ask (default: $" + VARIABLE + ")")
  private @Nullable URI authority;

  TimestampCommand(Desk desk) {
    this.desk = desk;
  }

  /** Whom to ask: what was named, else what the environment names; null for nobody. */
  static @Nullable TimeStampAuthority authority(@Nullable URI named, @Nullable CommandSpec of) {
    String variable = System.getenv(VARIABLE);
    if (named == null && (variable == null || variable.isBlank())) {
      return null;
    }
    try {
      return new TimeStampAuthority(named != null ? named : URI.create(variable));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          java.util.Objects.requireNonNull(of).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Integer call() throws IOException {
    TimeStampAuthority asked = authority(authority, spec);
    if (asked == null) {
      throw new CommandLine.ParameterException(
          java.util.Objects.requireNonNull(spec).commandLine(),
          "name whom to ask by --authority URL, or in " + VARIABLE);
    }
    if (!EvidenceArguments.allThere(desk, "timestamp", bundles)) {
      return ExitCode.NO_EVIDENCE;
    }
    Map<Path, String> told = new LinkedHashMap<>();
    if (bundles.isEmpty()) {
      told.putAll(StampQueue.ofUser().stamp(asked::stamp));
    }
    for (Path bundle : bundles) {
      try {
        LateStamp.of(bundle, asked::stamp);
        told.put(bundle, "");
      } catch (IOException cause) {
        told.put(bundle, String.valueOf(cause.getMessage()));
      }
    }
    told.forEach((bundle, why) ->
        desk.out()
            .println(
                (why.isEmpty() ? "stamped  " : "NOT STAMPED  ")
                    + Visible.text(bundle.toString())
                    + (why.isEmpty() ? "" : ": " + Visible.text(why))));
    if (told.isEmpty()) {
      desk.out().println("No bundle waits for a time-stamp.");
    }
    desk.out().flush();
    return told.values().stream().allMatch(String::isEmpty) ? ExitCode.DONE : ExitCode.NOT_WRITTEN;
  }
}
