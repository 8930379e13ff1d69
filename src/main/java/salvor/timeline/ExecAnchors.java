package salvor.timeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.Tables;
import salvor.workload.Location;

/**
 * Pairs each exec that the API server was asked for with the start of that command in that pod.
 *
 * <p>The offset is not known, so time cannot tell which start belongs to which request. Where a
 * source saw a command start in a pod as often as it was asked for, the first is the first, and so
 * on; where the numbers differ, all of that command are left out.
 */
final class ExecAnchors {
  /** Sensors cut command lines. */
  private static final int COMPARED = 256;

  /** A process id is not given to another process so soon. */
  private static final long SOON = 5_000_000_000L;

  private static final String OTHER = "";

  /** One command in one container of a pod, and who timed it: rows by source. */
  private static final class Command {
    private final Map<Integer, List<Integer>> asked = new HashMap<>();
    private final Map<Integer, List<Integer>> started = new HashMap<>();
  }

  private final Observations all;
  private final Map<Integer, Command> ofActivity = new HashMap<>();

  /** Pod to command to container, "" where the request names none. */
  private final Map<String, Map<String, Map<String, Command>>> pods = new HashMap<>();

  /** The numbers of locations in pods that no exec was asked for. */
  private final BitSet elsewhere = new BitSet();

  private final List<Command> commands = new ArrayList<>();
  private final Set<String> wanted = new HashSet<>();
  private final @Nullable String[] ofProcess;

  ExecAnchors(Observations all) {
    this.all = all;
    this.ofProcess = new @Nullable String[all.processes()];
  }

  /** Takes note of an activity of the evidence, before any row. */
  void activity(int id, Activity.ApiRequest api) {
    List<String> argv = api.command();
    if ("pods".equals(api.resource())
        && "exec".equals(api.subresource())
        && api.name() != null
        && !argv.isEmpty()
        && commands.size() < DetectedOffset.MOST) {
      String words = words(String.join(" ", argv));
      wanted.add(words);
      Command command =
          pods.computeIfAbsent(api.namespace() + "/" + api.name(), _ -> new HashMap<>())
              .computeIfAbsent(words, _ -> new HashMap<>())
              .computeIfAbsent(
                  container(api.uri()),
                  _ -> {
                    Command made = new Command();
                    commands.add(made);
                    return made;
                  });
      ofActivity.put(id, command);
    }
  }

  private static String container(@Nullable String uri) {
    int query = uri == null ? -1 : uri.indexOf('?');
    if (uri != null && query >= 0) {
      for (String parameter : uri.substring(query + 1).split("&")) {
        if (parameter.startsWith("container=")) {
          return parameter.substring("container=".length()); // a name that needs no escapes
        }
      }
    }
    return "";
  }

  /** A row with an API request. */
  void asked(int row) {
    Command command = ofActivity.get(all.activityId(row));
    if (command != null) {
      note(command.asked, row);
    }
  }

  /** A row with the start of a process. */
  void started(int row) {
    int location = all.locationId(row);
    if (elsewhere.get(location)) {
      return;
    }
    Location at = all.location(location);
    Map<String, Map<String, Command>> pod =
        at.pod() == null || at.cluster() != null // which of several asked is not told
            ? null
            : pods.get(at.namespace() + "/" + at.pod());
    if (pod == null) {
      elsewhere.set(location);
      return;
    }
    Map<String, Command> containers = pod.get(command(all.processId(row)));
    if (containers == null) {
      return;
    }
    Command command = at.container() == null ? null : containers.get(at.container());
    command = command == null ? containers.get("") : command;
    if (command == null && at.container() == null && containers.size() == 1) {
      command = containers.values().iterator().next();
    }
    if (command != null && !sameProcess(command.started.get(all.sourceId(row)), row)) {
      note(command.started, row);
    }
  }

  /**
   * A sensor may tell one start several times: as telemetry, in the alerts that it set off, and
   * when the program starts itself again.
   */
  private boolean sameProcess(@Nullable List<Integer> before, int row) {
    if (before == null) {
      return false;
    }
    int last = before.getLast();
    boolean oneIdentity = all.identity(row) != 0 && all.identity(last) == all.identity(row);
    boolean onePid =
        all.pid(last) == all.pid(row)
            && all.time(row) - all.time(last) < (all.pid(row) == Tables.NOT_GIVEN ? 1 : SOON);
    return oneIdentity || onePid;
  }

  private void note(Map<Integer, List<Integer>> rows, int row) {
    List<Integer> ofSource = rows.computeIfAbsent(all.sourceId(row), _ -> new ArrayList<>());
    if (ofSource.size() < DetectedOffset.MOST) {
      ofSource.add(row);
    }
  }

  /** The command line of a process, remembered only where some pod was asked for it. */
  private String command(int process) {
    String known = ofProcess[process];
    if (known == null) {
      String line = all.texts().get(all.processTuples().get(process, ProcessFields.COMMAND_LINE));
      known = line == null ? OTHER : words(line);
      known = wanted.contains(known) ? known : OTHER;
      ofProcess[process] = known;
    }
    return known;
  }

  /** Gives the pairs of rows: a start in a source, and the request in another. */
  void give(AnchorPairs into) {
    for (Command command : commands) {
      command.asked.forEach((asking, requests) ->
          command.started.forEach((seeing, starts) -> {
            AnchorPairs.Pair pair =
                into.of(seeing, new AnchoredClock.OfSource(asking), AnchorKind.EXEC);
            if (requests.size() != starts.size() || requests.size() >= DetectedOffset.MOST) {
              pair.leftOut(requests.size());
              return;
            }
            for (int i = 0; i < requests.size(); i++) {
              int request = requests.get(i);
              int start = starts.get(i);
              pair.add(new Anchor(start, all.time(start), all.time(request), request));
            }
          }));
    }
  }

  /**
   * A command as it can be compared: white space made equal, no more than sensors keep, and the
   * program without its folder, which some leave out.
   */
  private static String words(String command) {
    String cut = command.length() > 4 * COMPARED ? command.substring(0, 4 * COMPARED) : command;
    String words = cut.replaceAll("[\\s\0]+", " ").strip();
    int end = words.indexOf(' ');
    String program = end < 0 ? words : words.substring(0, end);
    String bare = words.substring(program.lastIndexOf('/') + 1);
    return bare.length() > COMPARED ? bare.substring(0, COMPARED) : bare;
  }
}
