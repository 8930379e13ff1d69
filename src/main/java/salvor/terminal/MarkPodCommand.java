package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.custody.CaseLedger;
import salvor.live.RecordedObjects;
import salvor.live.TriageLog;
import salvor.report.TriageLogReport;

/** {@code salvor mark-pod}. */
@Command(
    name = "mark-pod",
    sortOptions = false,
    description = {
      "Decides of a pod or workload of a live case: unseen, cleared, suspicious, compromised. With the case alone it lists"
          + " what was decided.",
      "",
      "Each decision is a line in the case's folder, with author and time; none is ever changed. The window on the case shows"
          + " it at once."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood, or the case has no such object",
      "4:the folder is not that of a live case",
      "5:a result could not be written"
    })
final class MarkPodCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(index = "0", paramLabel = "CASE", description = "the folder of a live case")
  private Path folder = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "[KIND/]NAMESPACE/NAME",
      description = "the pod, or a workload such as cronjob/shop/report")
  private @Nullable String what;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "STATE",
      description = "unseen, cleared, suspicious or compromised")
  private @Nullable String state;

  @Option(names = "--note", paramLabel = "TEXT", description = "why")
  private String note = "";

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "who decides, else the user of this machine")
  private String author = System.getProperty("user.name", "");

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what was decided as JSON; - for standard output")
  private @Nullable String json;

  MarkPodCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws IOException {
    RecordedObjects recorded = new RecordedObjects(folder);
    if (!recorded.isLive()) {
      ClusterArguments.say(desk, folder + " is not the folder of a live case");
      return ExitCode.CASE_UNUSABLE;
    }
    TriageLog log = TriageLog.in(folder);
    if (what != null) {
      int code = decide(recorded, log, what);
      if (code != ExitCode.DONE) {
        return code;
      }
    }
    TriageLogReport report = new TriageLogReport(log.entries(), log.damaged());
    if (json != null) {
      new Leaving(desk, CaseLedger.in(folder, InstantSource.system()), "mark-pod")
          .machine(json, report::json);
    } else {
      report.text(desk.out(), desk.colour());
    }
    return ExitCode.DONE;
  }

  private int decide(RecordedObjects recorded, TriageLog log, String named) throws IOException {
    var wanted = TriageLog.State.named(state == null ? "" : state);
    if (wanted.isEmpty()) {
      ClusterArguments.say(desk, "name a state: unseen, cleared, suspicious or compromised");
      return ExitCode.USAGE;
    }
    String[] part = named.split("/");
    if (part.length < 2 || part.length > 3) {
      ClusterArguments.say(desk, "name a pod as NAMESPACE/NAME, others as KIND/NAMESPACE/NAME");
      return ExitCode.USAGE;
    }
    String kind = part.length == 2 ? "Pod" : part[0];
    List<TriageLog.Subject> found =
        recorded.named(kind, part[part.length - 2], part[part.length - 1]);
    if (found.isEmpty()) {
      ClusterArguments.say(desk, "the case has no " + salvor.evidence.Visible.text(named, 200));
      return ExitCode.USAGE;
    }
    log.decide(found.getLast(), wanted.get(), author, note);
    return ExitCode.DONE;
  }
}
