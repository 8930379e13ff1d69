package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.casefile.OpenedCase;
import salvor.casefile.RetimingPreview;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Source;
import salvor.report.ClocksReport;

/** {@code salvor offset}. */
@Command(
    name = "offset",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Corrects the clock of a source in a case: its events move and everything is judged anew, the evidence stays.",
      "It is one edit, which salvor undo takes back. Without an offset those in force are listed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, also when it was so already",
      "2:the command line was not understood, or the offset cannot be set",
      "4:the case folder cannot be used, for example while it is open in a window",
      "5:a result could not be written"
    })
final class OffsetCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CASE", description = "the case folder")
  private Path folder = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SOURCE=OFFSET",
      description =
          "what the clock of a source was behind (+3.2s) or ahead (-1h30m); 0 takes the offset away")
  private List<String> offsets = new ArrayList<>();

  @Option(names = "--preview", description = "only tell what it would change")
  private boolean preview;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  OffsetCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    Map<String, Long> named = Offsets.read(line, "SOURCE=OFFSET", offsets);
    if (preview && named.isEmpty()) {
      throw new CommandLine.ParameterException(line, "--preview: name an offset to be tried");
    }
    try (OpenedCase opened = desk.cases().open(CaseArguments.of(folder), desk.progress())) {
      tell(named.isEmpty() ? report(opened, null) : changed(opened, named));
      return ExitCode.DONE;
    } catch (ClockOffsets.Unusable reason) {
      return Offsets.unusable(desk, "offset", "", "salvor offset CASE", reason);
    }
  }

  /** Nothing is kept that was not tried: a case whose times cannot be told could not be shown. */
  private ClocksReport changed(OpenedCase opened, Map<String, Long> named) throws Exception {
    List<Source> sources =
        opened.evidence().sources().stream().filter(s -> s.observations() > 0).toList();
    Map<String, Long> wanted = new TreeMap<>(opened.edits().offsets());
    for (Map.Entry<String, Long> each : named.entrySet()) {
      for (Source source : ClockOffsets.meant(each.getKey(), sources)) {
        wanted.put(source.sha256(), each.getValue());
      }
    }
    RetimingPreview change =
        opened.preview(ClockOffsets.ofContents(wanted, sources), desk.progress());
    if (!preview) {
      opened.edits().offset(wanted);
    }
    return report(opened, change);
  }

  private ClocksReport report(OpenedCase opened, @Nullable RetimingPreview change) {
    return new ClocksReport(opened.evidence().sources(), opened.clocks(), change, !preview);
  }

  private void tell(ClocksReport report) throws java.io.IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }
}
