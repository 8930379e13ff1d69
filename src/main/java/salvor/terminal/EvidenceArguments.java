package salvor.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.baseline.Judge;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.evidence.ClockOffsets;
import salvor.evidence.ObservedTime;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.report.Output;
import salvor.report.Overview;
import salvor.triage.Filter;
import salvor.triage.FilterError;
import salvor.triage.RowMarks;

/** What every command takes that shows evidence: where it is, its clocks, and which part of it. */
@Command(
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line or the filter was not understood",
      "3:no evidence could be read",
      "4:the case folder cannot be used",
      "5:a result could not be written",
      "7:a sealed bundle is not VALID, and no reason was given to open it"
    })
final class EvidenceArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "evidence and baselines: files, folders, archives")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE|NAME[@N]",
      description = "a baseline, or a version of the library; may be given more than once")
  private List<Path> baselines = new ArrayList<>();

  @Mixin private LibraryArguments library = new LibraryArguments();

  @Mixin private MappingArguments mappings = new MappingArguments();

  @Option(
      names = "--case",
      paramLabel = "DIR",
      description = "keep the investigation in this folder, or open it from there")
  private @Nullable Path folder;

  @Option(
      names = "--offset",
      paramLabel = "SOURCE=OFFSET",
      description =
          "what the clock of a source was behind (+3.2s) or ahead (-1h30m): its times are shifted"
              + " by that, the evidence stays; for each source once")
  private List<String> offsets = new ArrayList<>();

  @Option(
      names = "--zone",
      paramLabel = "SOURCE=ZONE",
      description =
          "the zone of times that a source wrote without one, as in node.log=Europe/Berlin; until it is"
              + " named they are no times; for each source once")
  private List<String> zones = new ArrayList<>();

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description =
          "why it is opened; the ledger of the case keeps it. Without one a sealed bundle that is not VALID is not opened",
      converter = Signing.Said.class)
  private @Nullable String why;

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description =
          "only what this expression leaves, e.g. 'verdict = out and pod ~ web'; times are UTC unless"
              + " an offset is written: 'time > 05:43+01:00'")
  private @Nullable String filter;

  /** What a command does with the evidence it was given. */
  @FunctionalInterface
  interface Showing {
    /** Shows it; gives the exit status. */
    int show(Overview overview, OpenedCase opened) throws IOException;
  }

  /** Takes what was given for the window, where that cannot be. */
  void are(Opening opening) {
    paths = opening.evidence();
    baselines = opening.baselines();
    mappings.are(opening.mappings());
    folder = opening.folder();
  }

  /** A command that is of all events: it takes no filter. */
  static CommandLine unfiltered(CommandLine line) {
    line.getCommandSpec().remove(line.getCommandSpec().findOption("--filter"));
    return line;
  }

  /** Takes the filter of a view where none was given; empty is none. */
  void lookThrough(String expression) {
    filter = filter == null && !expression.isBlank() ? expression : filter;
  }

  /** Says why it is opened, where nobody did. */
  void because(String reason) {
    why = why == null ? reason : why;
  }

  /** The evidence that was named. */
  List<Path> paths() {
    return paths;
  }

  @Nullable Path folder() {
    return folder;
  }

  /** Takes a case that was named in the place of evidence for what it is. */
  void mayBeCase() {
    if (folder == null && paths.size() == 1 && Opening.isCase(paths.getFirst())) {
      folder = paths.getFirst();
      paths = List.of();
    }
  }

  /**
   * Opens the evidence and shows what the filter leaves of it; refuses evidence without any
   * observation.
   *
   * @return the exit status
   */
  int open(Desk desk, Showing showing) throws Exception {
    return openEvenEmpty(
        desk,
        (overview, opened) -> {
          if (opened.evidence().observations().size() > 0) {
            return showing.show(overview, opened);
          }
          return nothing(desk);
        });
  }

  /** Says that there is nothing to show. */
  int nothing(Desk desk) {
    desk.err()
        .printf(
            "salvor %s: nothing in this evidence is an observation; salvor triage says why%n",
            command());
    return ExitCode.NO_EVIDENCE;
  }

  /** The same, of evidence without any observation too. */
  int openEvenEmpty(Desk desk, Showing showing) throws Exception {
    if (paths.isEmpty() && folder == null) {
      desk.err()
          .printf(
              "salvor %s: name evidence (PATH) or a case (--case DIR); see salvor %s --help%n",
              command(), command());
      return ExitCode.USAGE;
    }
    Map<String, Long> shifts = shifts();
    Map<String, ZoneId> named = zones();
    Filter wanted;
    try {
      wanted = Filter.parse(filter == null ? "" : filter);
    } catch (FilterError error) {
      return misunderstood(desk, command(), filter, error);
    }
    List<Path> files;
    try {
      files = library.files(desk, baselines);
    } catch (LibraryArguments.NotThere why) {
      desk.err().println("salvor " + command() + ": " + why.getMessage());
      return ExitCode.NO_EVIDENCE;
    }
    if (!allThere(desk, command(), paths)) {
      return ExitCode.NO_EVIDENCE;
    }
    Optional<List<Path>> tables = mappings.files(desk, "salvor " + command());
    if (tables.isEmpty()) {
      return ExitCode.USAGE;
    }
    String author = System.getProperty("user.name", "unknown");
    Opening opening = new Opening(paths, files, folder, author, shifts, named, tables.get(), why);
    try (OpenedCase opened = desk.open(opening)) {
      opened.evidence().sources().stream()
          .filter(s -> files.stream().anyMatch(f -> s.path().startsWith(f.toString())))
          .forEach(s -> LibraryArguments.unreadable(desk, s));
      if (!files.isEmpty() && opened.baselines().isEmpty()) {
        desk.err()
            .println("salvor " + command() + ": there is no baseline in what --baseline names");
        return ExitCode.NO_EVIDENCE;
      }
      return showing.show(overview(opened, wanted), opened);
    } catch (FilterError error) {
      return misunderstood(desk, command(), filter, error);
    } catch (ClockOffsets.Unusable reason) {
      return Offsets.unusable(desk, command(), "--offset: ", "the result without --offset", reason);
    }
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "a command line has made these");
  }

  private String command() {
    return spec().name();
  }

  private Map<String, Long> shifts() {
    if (folder != null && !(offsets.isEmpty() && zones.isEmpty())) {
      throw new CommandLine.ParameterException(
          spec().commandLine(),
          "--offset, --zone: a case keeps its offsets itself; set it there with salvor offset DIR SOURCE=OFFSET, or name"
              + " the evidence without --case");
    }
    return Offsets.read(spec().commandLine(), "--offset", offsets);
  }

  private Map<String, ZoneId> zones() {
    Map<String, ZoneId> named = new HashMap<>();
    Offsets.zones(spec().commandLine(), "--zone", zones)
        .forEach((source, zone) -> zone.ifPresent(z -> named.put(source, z)));
    return named;
  }

  private Overview overview(OpenedCase opened, Filter wanted) throws FilterError {
    BitSet rows =
        wanted.rows(
            opened.evidence(), opened.verdicts(), filter == null ? RowMarks.NONE : opened.marks());
    Judge judge = new Judge(opened.baselines(), opened.evidence().inventory());
    return new Overview(opened.evidence(), judge.matching(), opened.verdicts(), rows, filter);
  }

  /** Whether all these exist; says of the first that does not. */
  static boolean allThere(Desk desk, String command, List<Path> paths) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        desk.err()
            .println(
                "salvor "
                    + command
                    + ": "
                    + Visible.text(path.toString())
                    + ": no such file or folder; check the path");
        return false;
      }
    }
    return true;
  }

  /**
   * The time that an option names, null when it was not given.
   *
   * @throws CommandLine.ParameterException when it is none
   */
  static @Nullable Long time(CommandLine line, String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Optional<ObservedTime> time = TimeText.read(text);
    if (time.isEmpty()) {
      throw new CommandLine.ParameterException(
          line, option + ": " + text + " is no RFC 3339 time such as 2026-11-23T04:43:46Z");
    }
    return time.get().nanos();
  }

  /** Says where a filter goes wrong. */
  static int misunderstood(Desk desk, String command, @Nullable String filter, FilterError error) {
    return misunderstood(desk, command, "--filter", filter, error);
  }

  /** The same of a filter that another option takes. */
  static int misunderstood(
      Desk desk, String command, String option, @Nullable String filter, FilterError error) {
    String given = filter == null ? "" : filter;
    String before = given.substring(0, Math.clamp(error.position(), 0, given.length()));
    desk.err()
        .println(
            "salvor "
                + command
                + ": "
                + option
                + ": "
                + Visible.text(String.valueOf(error.getMessage())));
    desk.err().println("  " + Visible.text(given));
    desk.err().println("  " + " ".repeat(Visible.text(before).length()) + "^");
    return ExitCode.USAGE;
  }

  /**
   * Writes a document for machines.
   *
   * @param file its name, or {@code -} for standard output
   */
  static void machine(Desk desk, String file, Output.Writing document) throws IOException {
    if (!"-".equals(file)) {
      Output.to(Path.of(file), document);
      return;
    }
    try (OutputStream out = new StandardOutput(desk.out())) {
      document.to(out);
    }
    if (desk.out().checkError()) {
      throw new IOException(
          "standard output could not be written; check the free space, or name a file");
    }
  }
}
