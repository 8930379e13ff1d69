package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.baseline.Verdict;
import salvor.casefile.Acceptance;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.evidence.Observations;
import salvor.report.DwellTimes;
import salvor.report.Handled;
import salvor.report.ObservationLines;
import salvor.report.ObservationRows;
import salvor.report.Overview;
import salvor.report.ResponseReading;
import salvor.report.SharedView;
import salvor.report.Triage;
import salvor.report.TriageJson;
import salvor.report.TriageText;
import salvor.timeline.Contamination;
import salvor.timeline.DwellRuler;
import salvor.timeline.PictureCase;
import salvor.timeline.PicturePart;
import salvor.timeline.Response;
import salvor.timeline.TimelinePicture;
import salvor.triage.Finding;
import salvor.triage.Findings;

/** {@code salvor triage}. */
@Command(
    name = "triage",
    description = "Reads evidence, judges it against baselines, and says what stands out and why.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and what --fail-on names was found",
      "2:the command line or the filter was not understood",
      "3:no evidence could be read",
      "4:the case folder cannot be used",
      "5:a result could not be written",
      "7:a sealed bundle is not VALID, and no reason was given to open it"
    })
final class TriageCommand implements Callable<Integer> {
  /** What may make the command fail. */
  enum FailOn {
    OUT,
    UNKNOWN
  }

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Mixin private ViewArgument look = new ViewArgument();

  private @Nullable SharedView view;

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
    view = look.view();
    return triage();
  }

  private int triage() throws Exception {
    PicturePart part = part();
    if (view != null) {
      given.lookThrough(view.filter());
    }
    if (picture != null) {
      Picture.warm();
    }
    return given.openEvenEmpty(
        desk, (overview, opened) -> write(triage(overview, opened), opened, part));
  }

  /** The result where the window cannot be: summary, picture and findings, kept beside the case. */
  int inPlaceOfTheWindow(Opening opening, @Nullable SharedView shown) throws Exception {
    spec = new CommandLine(this).getCommandSpec();
    given.are(opening);
    view = shown;
    Path folder = opening.folder();
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
    int status = triage();
    if (status == ExitCode.DONE) {
      desk.out().println("Timeline: " + picture);
      desk.out().println("Findings: " + json);
      desk.out().flush();
    }
    return status;
  }

  private PicturePart part() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Long begin = EvidenceArguments.time(line, "--from", from);
    Long end = EvidenceArguments.time(line, "--until", until);
    if (view != null && begin == null && end == null) {
      begin = view.from();
      end = view.until();
    }
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

  private Triage triage(Overview overview, OpenedCase opened) {
    Observations all = overview.evidence().observations();
    List<Finding> findings =
        Findings.of(overview.evidence(), overview.verdicts(), overview.matching());
    Response response = ResponseReading.of(opened);
    DwellRuler ruler = ruler(opened, response);
    return new Triage(
        overview.evidence(),
        opened.baselines(),
        overview.matching(),
        overview.verdicts(),
        findings,
        overview.rows(),
        overview.filter(),
        quiet && json == null ? List.of() : opened.notes().stream().map(Object::toString).toList(),
        Acceptance.of(findings, opened.marks()),
        Contamination.of(opened.baselines(), ruler, all),
        new Handled(response, DwellTimes.of(ruler)));
  }

  private static DwellRuler ruler(OpenedCase opened, Response response) {
    Observations all = opened.evidence().observations();
    return DwellRuler.of(all, opened.verdicts())
        .with(opened.marks().milestones(), all)
        .with(response.cutOff());
  }

  private int write(Triage triage, OpenedCase opened, PicturePart part) throws IOException {
    Leaving leaving = new Leaving(desk, opened.custody(), "triage");
    boolean machine = "-".equals(json);
    if (!quiet && !machine) {
      TriageText.write(triage, desk.out(), desk.colour());
    }
    if (json != null) {
      leaving.machine(json, out -> TriageJson.write(triage, out));
    }
    if (observations != null) {
      boolean csv = observations.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".csv");
      leaving.machine(
          observations.toString(),
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
          given.folder() == null
              ? null
              : new PictureCase(ruler(opened, triage.handled().response()), triage.contaminated());
      Path drawn = picture;
      leaving.file(drawn, () -> Picture.write(drawn, triage, kept, dark, part, width));
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
