package salvor.baseline;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.workload.DeclaredCommand;
import salvor.workload.Location;

/**
 * The causes that explain what is outside of a profile: probes and hooks of the pod's
 * specification, and what operators did through the API server.
 *
 * <p>Each must fit exactly: a probe by all its arguments, an exec by pod, container, arguments and
 * time. An explanation covers that process and its descendants and nothing else.
 */
final class DeclaredCauses {
  private static final long BEFORE = 1_000_000_000L;
  private static final long WITHIN = 5_000_000_000L;
  private static final long EPHEMERAL_WITHIN = 60_000_000_000L;
  private static final long STOP_WITHIN = 90_000_000_000L;
  private static final int COMPARED_WHEN_CUT = 256;
  private static final Set<String> LOOKED_FOR =
      Set.of("/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/");

  private enum What {
    EXEC,
    EPHEMERAL_CONTAINER,
    CHECKPOINT,
    DELETION
  }

  private record Act(What what, @Nullable String container, String command, long time, int row) {}

  private final Map<String, List<Act>> byPod = new HashMap<>();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  DeclaredCauses(Observations observations) {
    for (int row = 0; row < observations.timed(); row++) {
      if (observations.kind(row) == Kind.API_REQUEST) {
        long time = observations.time(row);
        first = Math.min(first, time);
        last = Math.max(last, time);
        if (observations.activity(observations.activityId(row)) instanceof Activity.ApiRequest api
            && api.code() < 400) {
          note(api, observations.location(observations.locationId(row)).cluster(), time, row);
        }
      }
    }
  }

  private void note(Activity.ApiRequest api, @Nullable String cluster, long time, int row) {
    if (api.onBehalfOfPod() != null
        && api.onBehalfOfPod().equals(api.namespace() + "/" + api.name())) {
      return; // what a pod asks for itself may be asked from inside of it
    }
    String subresource = api.subresource() == null ? "" : api.subresource();
    String uri = api.uri() == null ? "" : api.uri();
    if ("pods".equals(api.resource()) && subresource.equals("exec")) {
      List<String> command = new ArrayList<>();
      String container = parameters(uri, command);
      add(
          cluster,
          api.namespace(),
          api.name(),
          new Act(What.EXEC, container, words(command), time, row));
    } else if ("pods".equals(api.resource()) && subresource.equals("ephemeralcontainers")) {
      add(
          cluster,
          api.namespace(),
          api.name(),
          new Act(What.EPHEMERAL_CONTAINER, null, "", time, row));
    } else if ("pods".equals(api.resource())
        && (api.verb().equals("delete") || subresource.equals("eviction"))) {
      add(cluster, api.namespace(), api.name(), new Act(What.DELETION, null, "", time, row));
    } else if ("nodes".equals(api.resource()) && uri.contains("/proxy/checkpoint/")) {
      String[] parts =
          uri.substring(uri.indexOf("/checkpoint/") + "/checkpoint/".length()).split("[/?]");
      if (parts.length >= 3) {
        add(cluster, parts[0], parts[1], new Act(What.CHECKPOINT, parts[2], "", time, row));
      }
    }
  }

  private void add(
      @Nullable String cluster, @Nullable String namespace, @Nullable String pod, Act act) {
    byPod
        .computeIfAbsent(Location.podKey(cluster, namespace, pod), p -> new ArrayList<>())
        .add(act);
  }

  /** The container of an exec request; its command goes to the list. */
  private static @Nullable String parameters(String uri, List<String> command) {
    String container = null;
    int query = uri.indexOf('?');
    for (String parameter : query < 0 ? new String[0] : uri.substring(query + 1).split("&")) {
      if (parameter.startsWith("command=")) {
        command.add(decoded(parameter.substring("command=".length())));
      } else if (parameter.startsWith("container=")) {
        container = decoded(parameter.substring("container=".length()));
      }
    }
    return container;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a broken escape cannot match anything that ran
    }
  }

  /** Whether the audit log covers a time. */
  boolean auditCovers(long time) {
    return time >= first && time <= last;
  }

  /** Whether operators did anything in a pod. */
  boolean knows(Location at) {
    return byPod.containsKey(at.podKey());
  }

  /** Notes what explains a process that is met for the first time. */
  void explain(Lineage.Run run, Actor actor, Site site, long time) {
    if (run.explanation == null
        && !run.foreign // of a process of the container, whatever that calls itself
        && (Program.RUNTIME.equals(actor.parent()) || Boolean.FALSE.equals(actor.inInitTree()))) {
      run.explanation = of(actor, site.at(), site.match().container(), site.declared(), time);
    }
  }

  /**
   * Notes that a process may be an operator's, since its parent, whose start was not recorded, has
   * the words of an exec. That is enough to learn nothing of it, and not to excuse it.
   */
  void suspect(Lineage.Run run, ProcessInfo.@Nullable Parent parent, Site site, long time) {
    if (run.explanation != null || run.parent() != null || parent == null) {
      return;
    }
    String words = words(Actor.argv(parent.commandLine()));
    for (Act act : byPod.getOrDefault(site.at().podKey(), List.of())) {
      if (act.what() == What.EXEC
          && same(act.container(), site.match().container())
          && time >= act.time() - BEFORE
          && sameCommand(act.command(), List.of(words))) {
        run.explanation = new Explanation(Reason.OPERATOR_EXEC, act.row());
      }
    }
  }

  /** What explains a process that the runtime put into a container; null when nothing does. */
  @Nullable Explanation of(
      Actor actor,
      Location at,
      @Nullable String container,
      List<DeclaredCommand> declared,
      long time) {
    List<String> ran = ran(actor);
    for (DeclaredCommand command : declared) {
      if (command.kind() != DeclaredCommand.Kind.ENTRYPOINT
          && sameCommand(words(command.argv()), ran)) {
        return new Explanation(hook(command.kind()) ? Reason.LIFECYCLE : Reason.PROBE, -1);
      }
    }
    Act nearest = null;
    for (Act act : byPod.getOrDefault(at.podKey(), List.of())) {
      boolean fits =
          switch (act.what()) {
            case EXEC ->
                same(act.container(), container)
                    && within(act, time, WITHIN)
                    && sameCommand(act.command(), ran);
            case CHECKPOINT, DELETION -> false;
            case EPHEMERAL_CONTAINER ->
                declared.isEmpty()
                    && Boolean.TRUE.equals(actor.inInitTree())
                    && within(act, time, EPHEMERAL_WITHIN);
          };
      nearest = fits ? act : nearest;
    }
    return nearest == null ? null : new Explanation(Reason.OPERATOR_EXEC, nearest.row());
  }

  /**
   * What explains that the runtime looked into a container with code from memory: a checkpoint that
   * was asked for.
   */
  @Nullable Explanation ofCheckpoint(Location at, @Nullable String container, long time) {
    return latest(What.CHECKPOINT, Reason.OPERATOR_EXEC, at, container, time, WITHIN);
  }

  /** What explains that a container cleans up: its pod was deleted. */
  @Nullable Explanation ofStop(Location at, long time) {
    return latest(What.DELETION, Reason.ROLLOUT, at, null, time, STOP_WITHIN);
  }

  /** The times in which a container is stopping, as {@link #ofStop} has it. */
  List<Window> stops(Location at) {
    return byPod.getOrDefault(at.podKey(), List.of()).stream()
        .filter(act -> act.what() == What.DELETION)
        .map(act -> new Window(act.time() - BEFORE, act.time() + STOP_WITHIN + 1))
        .toList();
  }

  private @Nullable Explanation latest(
      What what, Reason reason, Location at, @Nullable String container, long time, long span) {
    for (Act act : byPod.getOrDefault(at.podKey(), List.of()).reversed()) {
      if (act.what() == what && same(act.container(), container) && within(act, time, span)) {
        return new Explanation(reason, act.row());
      }
    }
    return null;
  }

  private static boolean hook(DeclaredCommand.Kind kind) {
    return kind == DeclaredCommand.Kind.PRE_STOP || kind == DeclaredCommand.Kind.POST_START;
  }

  private static boolean within(Act act, long time, long span) {
    return time >= act.time() - BEFORE && time <= act.time() + span;
  }

  private static boolean same(@Nullable String asked, @Nullable String container) {
    return asked == null || container == null || asked.equals(container);
  }

  private static boolean sameCommand(String asked, List<String> ran) {
    return ran.stream()
        .anyMatch(r -> asked.equals(r) || (r.length() >= COMPARED_WHEN_CUT && asked.startsWith(r)));
  }

  /**
   * The command as it may have been declared. Where a sensor leaves argv[0] out, the program's path
   * stands for it: of a name that was looked for, and twice of a script.
   */
  private static List<String> ran(Actor actor) {
    List<String> argv = actor.argv();
    List<String> ran = new ArrayList<>(List.of(words(argv)));
    String program = argv.isEmpty() ? "" : argv.getFirst();
    if (program.startsWith("/") && program.equals(actor.executable())) {
      boolean script = argv.size() > 1 && argv.get(1).equals(program);
      String rest = " " + words(argv.subList(script ? 2 : 1, argv.size()));
      int name = program.lastIndexOf('/') + 1;
      ran.add((program + rest).strip());
      if (LOOKED_FOR.contains(program.substring(0, name))) {
        ran.add((program.substring(name) + rest).strip());
      }
    }
    return ran;
  }

  /**
   * A command with its white space made equal: sensors join arguments, and some replace line ends.
   */
  private static String words(List<String> command) {
    return String.join(" ", command).replaceAll("\\s+", " ").strip();
  }
}
