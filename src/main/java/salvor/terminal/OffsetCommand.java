package salvor.terminal;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.casefile.KeptClocks;
import salvor.casefile.OpenedCase;
import salvor.casefile.RetimingPreview;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.evidence.Source;
import salvor.report.ClocksReport;

/** {@code salvor offset}. */
@Command(
    name = "offset",
    sortOptions = false,
    description = {
      "Corrects the clock of a source in a case, or names its zone: its events move and everything is judged anew, the"
          + " evidence stays.",
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

  @Option(
      names = "--zone",
      paramLabel = "SOURCE=ZONE",
      description =
          "the zone of times that a source wrote without one, as in node.log=Europe/Berlin; none forgets it")
  private List<String> zones = new ArrayList<>();

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
    Map<String, Optional<ZoneId>> zoned = Offsets.zones(line, "--zone", zones);
    boolean nothing = named.isEmpty() && zoned.isEmpty();
    if (preview && nothing) {
      throw new CommandLine.ParameterException(
          line, "--preview: name an offset or a zone to be tried");
    }
    try (OpenedCase opened = CaseArguments.open(desk, folder)) {
      tell(
          nothing ? report(opened, null) : changed(opened, named, zoned),
          new Leaving(desk, opened.custody(), "offset"));
      return ExitCode.DONE;
    } catch (ClockOffsets.Unusable reason) {
      return Offsets.unusable(desk, "offset", "", "salvor offset CASE", reason);
    }
  }

  /** Nothing is kept that was not tried: a case whose times cannot be told could not be shown. */
  private ClocksReport changed(
      OpenedCase opened, Map<String, Long> named, Map<String, Optional<ZoneId>> zoned)
      throws Exception {
    List<Source> sources =
        opened.evidence().sources().stream().filter(s -> s.observations() > 0).toList();
    KeptClocks wanted = opened.edits().clocks();
    for (Map.Entry<String, Long> each : named.entrySet()) {
      for (Source source : ClockOffsets.meant(each.getKey(), sources)) {
        wanted = wanted.offset(source.sha256(), each.getValue());
      }
    }
    for (Map.Entry<String, Optional<ZoneId>> each : zoned.entrySet()) {
      for (Source source : ClockOffsets.meant(each.getKey(), sources)) {
        Optional<ZoneId> zone = each.getValue();
        wanted =
            zone.isPresent()
                ? wanted.zone(source.sha256(), zone.get())
                : wanted.withoutZone(source.sha256());
      }
    }
    RetimingPreview change =
        opened.preview(wanted.of(opened.evidence().sources()), desk.progress());
    if (!preview) {
      opened.edits().clocks(wanted);
    }
    return report(opened, change);
  }

  private ClocksReport report(OpenedCase opened, @Nullable RetimingPreview change) {
    Evidence shown = change == null || preview ? opened.evidence() : change.evidence();
    return new ClocksReport(shown, opened.edits().clocks(), change, !preview);
  }

  private void tell(ClocksReport report, Leaving leaving) throws java.io.IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      leaving.machine(json, report::json);
    }
  }
}
