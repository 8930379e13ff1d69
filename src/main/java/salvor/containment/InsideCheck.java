package salvor.containment;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectSource;
import salvor.cluster.Permission;
import salvor.containment.InsideLooks.Look;
import salvor.containment.InsideLooks.Purpose;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Checks from inside whether a pod is cut off: looks, ends what goes on where that is wanted, looks
 * again, and keeps every look in the case before anything is said of it.
 */
public final class InsideCheck {
  /** In one record of the ledger; the transcript has them all. */
  private static final int MOST_NAMED = 50;

  private static final PodInspection.Pace PACE = PodInspection.Pace.USUAL;

  private final ObjectSource objects;
  private final JsonNode pod;
  private final Vantage from;
  private final InsideLooks looks;
  private final String reason;
  private final PodInspection inspection;
  private final Set<String> node;
  private final List<String> files = new ArrayList<>();
  private int kept;

  /**
   * What was seen.
   *
   * @param before whether it was a look before the pod is cut off: nothing is proved by it
   * @param verification as it is now
   * @param ended what the kernel said to ending connections; empty where none was to be
   * @param files what was kept, as the ledger calls it
   * @param alike pods that could be asked in its place what answers, as nobody looked into it
   *     before; empty where somebody did
   */
  public record Seen(
      boolean before,
      Verification verification,
      List<ToolboxLines.Ended> ended,
      List<String> files,
      List<ChosenPod> alike) {
    /** Copies the lists. */
    public Seen {
      ended = List.copyOf(ended);
      files = List.copyOf(files);
      alike = List.copyOf(alike);
    }

    /** How many targets answer now. */
    public int answering() {
      return (int)
          verification.targets().stream()
              .map(Verification.Tried::after)
              .filter(answer -> answer != null && answer.isSuccess())
              .count();
    }
  }

  /**
   * Of a pod.
   *
   * @param permission the leave to run programs in it
   * @param objects those of {@link ProbeTargets#KINDS}
   * @param pod the same as that of {@code from}, as it was listed
   * @param looks where they are kept
   * @param reason why it is looked
   */
  public InsideCheck(
      Cluster cluster,
      Permission permission,
      ObjectSource objects,
      JsonNode pod,
      Vantage from,
      InsideLooks looks,
      String reason) {
    this.objects = objects;
    this.pod = pod;
    this.from = from;
    this.looks = looks;
    this.reason = reason;
    this.node = ProbeTargets.nodeAddresses(pod);
    this.inspection =
        new PodInspection(cluster, permission, from, PACE, InstantSource.system(), Pause.REAL);
  }

  /** From where it is looked. */
  public Vantage from() {
    return from;
  }

  /**
   * Looks before the pod is cut off.
   *
   * @param named what is to be tried as well, as addresses and ports
   * @throws IOException when it could not be kept
   * @throws ClusterFailure when the toolbox could not be run
   */
  public Seen lookBefore(List<String> named, Progress progress) throws IOException, ClusterFailure {
    try (Look look = looks.begin(from, Purpose.BEFORE, reason, Map.of())) {
      SocketTable sockets = inspection.sockets(progress);
      List<ProbeTarget> chosen = ProbeTargets.of(pod, objects, sockets, named);
      PodInspection.Before seen = inspection.before(chosen, progress);
      Verification now =
          new InsideView(
                  chosen, null, null, null, seen.round(), seen.round(), null, seen.sockets(), node)
              .judge();
      keep(look, chosen, Map.of("result", answer(seen.round(), chosen)));
      return new Seen(true, now, List.of(), files, List.of());
    }
  }

  /**
   * Looks what answers this pod, in place of another one that is cut off already. The other ends of
   * that one's connections are not tried: nothing of an attacker's is called from a pod that has
   * nothing to do with it.
   *
   * @param cutOff one of which this is a counterpart, as it was listed
   * @param named as above
   * @throws IOException when it could not be kept
   * @throws ClusterFailure when the toolbox could not be run
   */
  public void lookBeside(JsonNode cutOff, List<String> named, Progress progress)
      throws IOException, ClusterFailure {
    if (!Counterparts.isCounterpart(cutOff, pod)) {
      throw new IllegalArgumentException("no counterpart: " + ChosenPod.of(pod));
    }
    try (Look look = looks.beginBeside(from, ChosenPod.of(cutOff), reason)) {
      Set<String> own = new LinkedHashSet<>();
      own.add(pod.at("/status/podIP").asString(""));
      pod.at("/status/podIPs").forEach(each -> own.add(each.path("ip").asString("")));
      List<ProbeTarget> chosen =
          ProbeTargets.of(cutOff, objects, null, named).stream()
              .filter(target -> !own.contains(target.host())) // a pod reaches itself
              .toList();
      ProbeRound round = inspection.probe(chosen, progress);
      keep(look, chosen, Map.of("result", answer(round, chosen)));
    }
  }

  private static String answer(ProbeRound round, List<ProbeTarget> chosen) {
    long answering = round.answers().stream().filter(ProbeAnswer::isSuccess).count();
    return answering + " of " + chosen.size() + " answer";
  }

  /**
   * Looks whether the pod is cut off, by what was seen last before that.
   *
   * @param named as above
   * @param end whether connections that go on are ended, which calls for a second look
   * @throws IOException when it could not be kept, or what was seen before is not what was written
   * @throws ClusterFailure when the toolbox could not be run
   */
  public Seen lookAfter(List<String> named, boolean end, Progress progress)
      throws IOException, ClusterFailure {
    Optional<InsideTranscript> last = looks.before(from.pod());
    PodInspection.Before then = last.map(InsideTranscript::before).orElse(null);
    List<ProbeTarget> chosen = chosen(then, named);
    Verification seen = after(chosen, then, false, progress);
    List<PodSocket> surviving =
        seen.surviving().stream().map(Verification.Connection::socket).toList();
    List<ToolboxLines.Ended> ended = List.of();
    if (end && !surviving.isEmpty()) {
      ended = end(chosen, surviving, progress);
      seen = after(chosen, then, seen.passing().isEmpty(), progress);
    }
    return new Seen(false, seen, ended, files, then == null ? alike() : List.of());
  }

  private List<ChosenPod> alike() {
    return Counterparts.of(pod, objects).stream().map(ChosenPod::of).toList();
  }

  /** What was tried before, and what is worth trying now. */
  private List<ProbeTarget> chosen(PodInspection.@Nullable Before then, List<String> named) {
    Map<String, ProbeTarget> all = new LinkedHashMap<>();
    if (then != null) {
      then.targets().forEach(target -> all.put(target.word(), target));
    }
    ProbeTargets.of(pod, objects, then == null ? null : then.sockets(), named)
        .forEach(target -> all.putIfAbsent(target.word(), target));
    return List.copyOf(all.values());
  }

  /**
   * @param quiet whether nothing passed in the look that was made just before
   */
  private Verification after(
      List<ProbeTarget> chosen,
      PodInspection.@Nullable Before then,
      boolean quiet,
      Progress progress)
      throws IOException, ClusterFailure {
    try (Look look = looks.begin(from, Purpose.AFTER, reason, Map.of())) {
      Verification seen =
          (quiet
                  ? inspection.again(chosen, then, node, progress)
                  : inspection.after(chosen, then, node, progress))
              .judge();
      Map<String, String> result = new LinkedHashMap<>();
      result.put("result", word(seen.result()));
      if (seen.since() != null) {
        result.put("since", seen.since().toString());
      }
      result.put("passing", Integer.toString(seen.passing().size()));
      result.put("surviving", Integer.toString(seen.surviving().size()));
      keep(look, chosen, result);
      return seen;
    }
  }

  private List<ToolboxLines.Ended> end(
      List<ProbeTarget> chosen, List<PodSocket> surviving, Progress progress)
      throws IOException, ClusterFailure {
    List<String> all = surviving.stream().map(PodSocket::remote).distinct().toList();
    String remotes =
        String.join(" ", all.subList(0, Math.min(all.size(), MOST_NAMED)))
            + (all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "");
    try (Look look = looks.begin(from, Purpose.END, reason, Map.of("remotes", remotes))) {
      List<ToolboxLines.Ended> ended = inspection.end(surviving, progress);
      keep(look, chosen, Map.of("result", ended.size() + " of " + surviving.size() + " told"));
      return ended;
    }
  }

  private static String word(Verification.Result result) {
    return result.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Keeps what was run since the last time. */
  private void keep(Look look, List<ProbeTarget> chosen, Map<String, String> result)
      throws IOException {
    var runs = inspection.runs();
    InsideTranscript transcript =
        new InsideTranscript(from, chosen, PACE.answer(), runs.subList(kept, runs.size()));
    kept = runs.size();
    files.add(look.keep(transcript, result));
  }
}
