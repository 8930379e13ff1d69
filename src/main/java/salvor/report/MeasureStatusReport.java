package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.KubeContext;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.containment.Alarm;
import salvor.containment.ChosenPod;
import salvor.containment.LastLooks;
import salvor.containment.Measure;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.Presence.Found;
import salvor.containment.RecordedMeasure;
import salvor.containment.RecordedMeasure.Recorded;
import salvor.containment.WatchedPolicies;
import salvor.evidence.Visible;

/** The measures of a case, and what is still there of them. */
public final class MeasureStatusReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final String folder;
  private final Measures measures;
  private final @Nullable KubeContext context;
  private final @Nullable String clusterUid;
  private final Map<String, Presence> looked;
  private final Map<String, List<Alarm>> alarms;
  private final LastLooks looks;
  private final @Nullable WatchedPolicies policies;

  /**
   * Of the measures of a case.
   *
   * @param context the cluster that was looked at; null where none was
   * @param clusterUid the uid of its namespace kube-system; null where none was looked at
   * @param looked what was found there, by mark; those of other clusters are not in it
   * @param alarms what is not as it should be of those that cut pods off, by mark
   * @param looks what was last seen from inside of pods
   * @param policies by which policies that was judged; null where no pod is cut off
   */
  public MeasureStatusReport(
      String folder,
      Measures measures,
      @Nullable KubeContext context,
      @Nullable String clusterUid,
      Map<String, Presence> looked,
      Map<String, List<Alarm>> alarms,
      LastLooks looks,
      @Nullable WatchedPolicies policies) {
    this.folder = folder;
    this.measures = measures;
    this.context = context;
    this.clusterUid = clusterUid;
    this.looked = Map.copyOf(looked);
    this.alarms = Map.copyOf(alarms);
    this.looks = looks;
    this.policies = policies;
  }

  /** The same, of which nobody knows what was seen from inside. */
  public MeasureStatusReport(
      String folder,
      Measures measures,
      @Nullable KubeContext context,
      Map<String, Presence> looked,
      LastLooks looks) {
    this(folder, measures, context, null, looked, Map.of(), looks, null);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("contain-status.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("case", folder);
          json.text("context", context == null ? null : context.name());
          json.text("server", context == null ? null : context.server());
          json.is("sound", measures.isSound());
          json.number("faults", (long) measures.ledger().faults().size());
          json.texts("altered", measures.altered());
          json.objects(
              "unreadable",
              measures.unreadable(),
              each -> {
                json.text("mark", each.mark());
                json.text("why", MeasureWords.word(each.why()));
                json.text("words", MeasureWords.unreadable(each));
              });
          json.objects("measures", measures.all(), each -> measure(json, each));
          policies(json);
        });
  }

  private void policies(JsonDocument json) {
    List<ObjectKind> kinds =
        policies == null
            ? List.of()
            : WatchedPolicies.KINDS.stream().filter(policies::isTold).toList();
    json.objects(
        "policies",
        kinds,
        kind -> {
          boolean absent = policies != null && policies.absent().contains(kind);
          Trouble why = policies == null ? null : policies.unseen().get(kind);
          json.text("kind", kind.target());
          json.text("state", absent ? "not-served" : why == null ? "seen" : "not-seen");
          json.text("why", why == null ? null : ClusterWords.trouble(why));
        });
  }

  private void measure(JsonDocument json, RecordedMeasure recorded) {
    MeasureReport.measure(json, recorded.measure());
    json.text("since", recorded.since());
    json.text("who", recorded.who());
    json.text("cluster", recorded.clusterUid());
    json.is("otherCluster", isOfAnother(recorded));
    json.text("takenBack", recorded.takenBack());
    Presence presence = looked.get(recorded.measure().mark());
    json.is("looked", presence != null);
    json.is("inPlace", presence != null && presence.isInPlace());
    json.is("left", presence == null || presence.isThere());
    json.objects("pods", cutOff(recorded), pod -> pod(json, recorded, pod));
    json.texts("alarms", alarms(recorded).stream().map(AlarmWords::alarm).toList());
    json.objects(
        "raised",
        alarms(recorded),
        each ->
            AlarmDocument.write(
                json,
                each,
                recorded.measure(),
                looks.noticed(recorded.measure(), each),
                looks.verifiedSince(recorded, each)));
    int[] number = {0};
    json.objects("steps", recorded.steps(), each -> step(json, ++number[0], each, presence));
  }

  private static void step(
      JsonDocument json, int number, Recorded recorded, @Nullable Presence presence) {
    MeasureReport.step(json, number, recorded.step());
    json.text("recorded", MeasureWords.word(recorded.stage()));
    json.text("uid", recorded.uid());
    Found found = presence == null ? null : presence.found().get(number - 1);
    json.text("found", found == null ? null : word(found));
    json.texts("fields", found instanceof Found.Changed(List<String> fields) ? fields : List.of());
    json.text("result", found == null ? null : MeasureWords.found(found, recorded.stage()));
  }

  private void pod(JsonDocument json, RecordedMeasure recorded, ChosenPod pod) {
    Optional<LastLooks.Look> look = looks.under(recorded, pod);
    json.text("namespace", pod.namespace());
    json.text("name", pod.name());
    json.text("uid", pod.uid());
    json.text(
        "state", looks.state(recorded, pod).name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.text("seen", look.map(each -> each.at().toString()).orElse(null));
    json.text(
        "since",
        looks
            .holding(recorded, pod)
            .flatMap(each -> Optional.ofNullable(each.since()))
            .map(Object::toString)
            .orElse(null));
  }

  /** The pods that a measure cuts off; none where it is another. */
  private static List<ChosenPod> cutOff(RecordedMeasure recorded) {
    return recorded.measure().kind() == Measure.Kind.QUARANTINE
        ? recorded.measure().pods()
        : List.of();
  }

  private List<Alarm> alarms(RecordedMeasure recorded) {
    return alarms.getOrDefault(recorded.measure().mark(), List.of());
  }

  private static String word(Found found) {
    return switch (found) {
      case Found.InPlace() -> "in-place";
      case Found.AsBefore() -> "as-before";
      case Found.Changed _ -> "changed";
      case Found.Gone() -> "gone";
      case Found.Replaced() -> "replaced";
      case Found.Unseen _ -> "unseen";
    };
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    doubts(out);
    if (measures.all().isEmpty()) {
      out.println("Nothing was done to a cluster in this case.");
    }
    for (RecordedMeasure each : measures.all()) {
      text(out, each);
    }
    if (policies != null) {
      out.println(AlarmWords.watched(policies));
    }
    out.flush();
  }

  private void doubts(PrintWriter out) {
    int faults = measures.ledger().faults().size();
    if (faults > 0) {
      out.println("THE LEDGER IS NOT WHOLE (" + faults + "): salvor custody verify says why");
    }
    measures
        .altered()
        .forEach(file -> out.println("NOT THE FILE THAT WAS WRITTEN: " + Visible.text(file, 200)));
    measures
        .unreadable()
        .forEach(
            each -> out.println("Measure " + each.mark() + ": " + MeasureWords.unreadable(each)));
  }

  private void text(PrintWriter out, RecordedMeasure recorded) {
    Presence presence = looked.get(recorded.measure().mark());
    out.println(
        MeasureWords.kind(recorded.measure().kind())
            + " "
            + recorded.measure().mark()
            + "  "
            + Visible.text(recorded.since(), 40)
            + "  "
            + Visible.text(recorded.who(), 120)
            + ": "
            + Visible.text(recorded.measure().reason(), 200));
    out.println("  " + (isOfAnother(recorded) ? other(recorded) : left(recorded, presence)));
    for (Alarm alarm : alarms(recorded)) {
      out.println(
          "  ALARM: "
              + AlarmWords.alarm(alarm, looks.noticed(recorded.measure(), alarm))
              + looks
                  .verifiedSince(recorded, alarm)
                  .map(at ->
                      "; verified again, as seen from inside "
                          + at
                          + ". It stands until what raised it is gone: "
                          + AlarmWords.toDo(alarm))
                  .orElse("; verify again"));
    }
    for (ChosenPod pod : cutOff(recorded)) {
      out.println(
          "  "
              + Visible.text(pod.namespace() + "/" + pod.name(), 200)
              + ": "
              + InsideWords.state(looks.state(recorded, pod))
              + seen(recorded, pod));
    }
    int number = 0;
    for (Recorded each : recorded.steps()) {
      Found found = presence == null ? null : presence.found().get(number);
      number++;
      out.println("  " + number + ". " + ContainmentWords.step(each.step()));
      out.println(
          "     recorded: "
              + MeasureWords.stage(each.stage())
              + (found == null ? "" : "; now: " + MeasureWords.found(found, each.stage())));
    }
  }

  private String seen(RecordedMeasure recorded, ChosenPod pod) {
    Optional<LastLooks.Look> look = looks.under(recorded, pod);
    Optional<LastLooks.Look> holding = looks.holding(recorded, pod);
    return holding.map(LastLooks.Look::since).map(since -> " since " + since).orElse("")
        + look.map(each -> ", as last seen from inside " + each.at()).orElse("")
        + (look.isPresent() && holding.isEmpty()
            ? ", before the alarm: that does not count any more"
            : "");
  }

  private boolean isOfAnother(RecordedMeasure recorded) {
    return clusterUid != null && !recorded.isOf(clusterUid);
  }

  private String other(RecordedMeasure recorded) {
    return "DONE TO ANOTHER CLUSTER, the one whose kube-system has the uid "
        + Visible.text(String.valueOf(recorded.clusterUid()), 80)
        + "; that of this one is "
        + Visible.text(String.valueOf(clusterUid), 80)
        + ": not looked at";
  }

  private static String left(RecordedMeasure recorded, @Nullable Presence presence) {
    String back =
        recorded.takenBack() == null
            ? ""
            : ", taken back " + Visible.text(recorded.takenBack(), 40);
    return presence == null
        ? "not looked at in a cluster" + back
        : (presence.isInPlace()
                ? "all of it is in place"
                : presence.isThere() ? "SOME OF IT IS THERE" : "nothing of it is left")
            + back;
  }
}
