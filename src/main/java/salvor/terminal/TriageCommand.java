package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
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
import salvor.baseline.Judge;
import salvor.baseline.Verdict;
import salvor.casefile.Acceptance;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Observations;
import salvor.report.ObservationLines;
import salvor.report.ObservationRows;
import salvor.report.Output;
import salvor.report.Triage;
import salvor.report.TriageJson;
import salvor.report.TriageText;
import salvor.timeline.Contamination;
import salvor.timeline.DwellRuler;
import salvor.timeline.PictureCase;
import salvor.timeline.PicturePart;
import salvor.timeline.TimelinePicture;
import salvor.triage.Filter;
import salvor.triage.FilterError;
import salvor.triage.Finding;
import salvor.triage.Findings;
import salvor.triage.RowMarks;

/** {@code salvor triage}. */
@Command(
    name = "triage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Reads evidence, judges it against baselines, and says what stands out and why.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and what --fail-on names was found",
      "2:the command line or the filter was not understood",
      "3:no evidence could be read",
      "4:the case folder cannot be used",
      "5:a result could not be written"
    })
final class TriageCommand implements Callable<Integer> {
  /** What may make the command fail. */
  enum FailOn {
    OUT,
    UNKNOWN
  }

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "evidence and baselines: files, folders, archives")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "a baseline; may be given more than once")
  private List<Path> baselines = new ArrayList<>();

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
      names = "--filter",
      paramLabel = "EXPR",
      description =
          "only what this expression leaves, e.g. 'verdict = out and pod ~ web'; times are UTC unless"
              + " an offset is written: 'time > 05:43+01:00'")
  private @Nullable String filter;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the result as JSON; - for standard output")
  private @Nullable String json;

  @Option(
      names = "--observations",
      paramLabel = "FILE",
      description = "write every observation to FILE.jsonl or FILE.csv")
  private @Nullable Path observations;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "draw the timeline to FILE.png or FILE.svg")
  private @Nullable Path picture;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "the picture begins here, RFC 3339; the rest of the result is of all time")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "the picture ends before this time")
  private @Nullable String until;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      description = "the width of the picture (default ${DEFAULT-VALUE})")
  private int width = 1600;

  @Option(names = "--dark", description = "draw the picture in dark colours")
  private boolean dark;

  @Option(
      names = "--fail-on",
      paramLabel = "out|unknown",
      description = "exit with 1 when such an observation is left")
  private @Nullable FailOn failOn;

  @Option(
      names = {"-q", "--quiet"},
      description = "no summary")
  private boolean quiet;

  TriageCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (paths.isEmpty() && folder == null) {
      desk.err()
          .println(
              "salvor triage: name evidence (PATH) or a case (--case DIR); see salvor triage --help");
      return ExitCode.USAGE;
    }
    PicturePart part = part();
    Map<String, Long> shifts = shifts();
    Filter wanted;
    try {
      wanted = Filter.parse(filter == null ? "" : filter);
    } catch (FilterError error) {
      return misunderstood(error);
    }
    if (!EvidenceArguments.allThere(desk, "triage", paths)
        || !EvidenceArguments.allThere(desk, "triage", baselines)) {
      return ExitCode.NO_EVIDENCE;
    }
    Opening opening =
        new Opening(paths, baselines, folder, System.getProperty("user.name", "unknown"), shifts);
    if (picture != null) {
      Picture.warm();
    }
    try (OpenedCase opened = desk.cases().open(opening, desk.progress())) {
      return write(triage(opened, wanted), opened, part);
    } catch (FilterError error) {
      return misunderstood(error);
    } catch (ClockOffsets.Unusable reason) {
      return Offsets.unusable(desk, reason);
    }
  }

  /** The result where the window cannot be: summary, picture and findings, kept beside the case. */
  int inPlaceOfTheWindow(Opening opening) throws Exception {
    paths = opening.evidence();
    baselines = opening.baselines();
    folder = opening.folder();
    if (folder != null) {
      picture = folder.resolve("timeline.png");
      Path findings = folder.resolve("findings.json");
      json = findings.toString();
      for (Path each : List.of(picture, findings)) {
        if (Files.isSymbolicLink(
            each)) { // nobody asked for these names: a foreign folder must not lead elsewhere
          Files.delete(each);
        }
      }
    }
    int status = call();
    if (status == ExitCode.DONE) {
      desk.out().println("Timeline: " + picture);
      desk.out().println("Findings: " + json);
      desk.out().flush();
    }
    return status;
  }

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }

  private Map<String, Long> shifts() {
    if (folder != null && !offsets.isEmpty()) {
      throw new CommandLine.ParameterException(
          line(), "--offset: a case (--case) keeps no offsets; name the evidence without --case");
    }
    return Offsets.read(line(), offsets);
  }

  private PicturePart part() {
    CommandLine line = line();
    Long begin = EvidenceArguments.time(line, "--from", from);
    Long end = EvidenceArguments.time(line, "--until", until);
    if (begin != null && end != null && end <= begin) {
      throw new CommandLine.ParameterException(line, "--until is not after --from");
    }
    if (width < TimelinePicture.NARROWEST || width > TimelinePicture.WIDEST) {
      throw new CommandLine.ParameterException(
          line,
          "--width: "
              + width
              + " is not between "
              + TimelinePicture.NARROWEST
              + " and "
              + TimelinePicture.WIDEST);
    }
    return PicturePart.between(begin, end);
  }

  private int misunderstood(FilterError error) {
    return EvidenceArguments.misunderstood(desk, "triage", filter, error);
  }

  private Triage triage(OpenedCase opened, Filter wanted) throws FilterError {
    Judge judge = new Judge(opened.baselines(), opened.evidence().inventory());
    BitSet rows =
        wanted.rows(
            opened.evidence(), opened.verdicts(), filter == null ? RowMarks.NONE : opened.marks());
    Observations all = opened.evidence().observations();
    List<Finding> findings = Findings.of(opened.evidence(), opened.verdicts(), judge.matching());
    return new Triage(
        opened.evidence(),
        opened.baselines(),
        judge.matching(),
        opened.verdicts(),
        findings,
        rows,
        filter,
        quiet && json == null ? List.of() : opened.notes().stream().map(Object::toString).toList(),
        Acceptance.of(findings, opened.marks()),
        Contamination.of(opened.baselines(), ruler(opened), all));
  }

  private static DwellRuler ruler(OpenedCase opened) {
    Observations all = opened.evidence().observations();
    return DwellRuler.of(all, opened.verdicts()).with(opened.marks().milestones(), all);
  }

  private int write(Triage triage, OpenedCase opened, PicturePart part) throws IOException {
    boolean machine = "-".equals(json);
    if (!quiet && !machine) {
      TriageText.write(triage, desk.out(), desk.colour());
    }
    if (json != null) {
      EvidenceArguments.machine(desk, json, out -> TriageJson.write(triage, out));
    }
    if (observations != null) {
      boolean csv = observations.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".csv");
      Output.to(
          observations,
          out -> {
            if (csv) {
              ObservationLines.csv(ObservationRows.of(triage), out, desk.progress());
            } else {
              ObservationLines.json(ObservationRows.of(triage), out, desk.progress());
            }
          });
    }
    if (picture != null) {
      PictureCase kept =
          folder == null ? null : new PictureCase(ruler(opened), triage.contaminated());
      Picture.write(picture, triage, kept, dark, part, width);
    }
    if (opened.evidence().sources().stream().allMatch(s -> s.observations() == 0)) {
      desk.err()
          .println(
              "salvor triage: nothing in this evidence is an observation; see the reasons above or in the JSON");
      return ExitCode.NO_EVIDENCE;
    }
    boolean found =
        failOn != null && triage.counts().getOrDefault(Verdict.valueOf(failOn.name()), 0) > 0;
    return found ? ExitCode.FOUND : ExitCode.DONE;
  }
}
