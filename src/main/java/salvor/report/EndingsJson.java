package salvor.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.triage.Ending;
import salvor.triage.Pace;
import salvor.triage.Response;

/** Whether it is over, for machines. */
final class EndingsJson {
  private final JsonDocument json;
  private final Evidence evidence;
  private final Observations observations;

  EndingsJson(JsonDocument json, Evidence evidence) {
    this.json = json;
    this.evidence = evidence;
    this.observations = evidence.observations();
  }

  void write(List<Ending> endings) {
    json.objects("endings", endings, this::ending);
  }

  private void ending(Ending of) {
    Pace pace = of.pace();
    json.text("state", TriageJson.lower(of.state()));
    json.text("cluster", of.location().cluster());
    json.text("namespace", of.location().namespace());
    json.text("workload", of.workload() == null ? null : of.workload().name());
    json.text("pod", of.location().pod());
    json.texts("containers", of.containers());
    json.number("observations", of.events());
    json.text("first", pace == null ? null : TriageJson.time(pace.first()));
    json.text("last", pace == null ? null : TriageJson.time(pace.last()));
    json.text("recordedUntil", pace == null ? null : TriageJson.time(pace.until()));
    json.is("gaps", of.broken());
    json.is("alertsOnly", of.alertsOnly());
    json.is("audited", of.audited());
    json.object(
        "processes",
        () -> {
          json.number("ended", of.processes().ended());
          json.number("endNotRecorded", of.processes().untold());
          json.objects("running", of.processes().running(), this::process);
        });
    json.objects("repeats", of.repeats(), this::repeat);
    json.objects("responses", of.responses(), this::response);
  }

  private void process(int row) {
    ProcessInfo process = observations.processAt(row);
    json.text("start", TriageJson.time(observations.time(row)));
    json.number("pid", process.pid());
    json.text("program", process.program());
    json.text("arguments", arguments(process.commandLine()));
    json.source(evidence, row);
  }

  private static @Nullable String arguments(@Nullable String commandLine) {
    return commandLine == null ? null : commandLine.replace('\0', ' ');
  }

  private void repeat(Ending.Repeat of) {
    json.text("program", observations.processAt(of.row()).program());
    String peer = Described.of(observations.get(of.row())).peer();
    json.text("peer", peer == null || peer.isEmpty() ? null : peer);
    json.number("times", of.times());
    json.number("failed", of.failed());
    json.text("last", TriageJson.time(of.pace().last()));
    json.source(evidence, of.row());
  }

  private void response(Response of) {
    json.text("time", TriageJson.time(of.time()));
    json.text("kind", TriageJson.lower(of.kind()));
    if (observations.activity(observations.activityId(of.row()))
        instanceof Activity.ApiRequest api) {
      json.text("user", api.user());
      json.text("impersonated", api.impersonated());
      json.text("verb", api.verb());
      json.text("resource", api.resource());
      json.text("subresource", api.subresource());
      json.text("name", api.name());
    }
    json.number("outAfter", of.after());
    json.number("failedAfter", of.failed());
    json.source(evidence, of.row());
  }
}
