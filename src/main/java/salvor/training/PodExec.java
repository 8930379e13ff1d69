package salvor.training;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import salvor.cluster.Reach;
import salvor.training.Happening.OpenSocket;
import salvor.training.apiserver.Answer;
import salvor.training.apiserver.ApiFailure;
import salvor.training.apiserver.ApiRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers {@code pods/exec} and {@code pods/attach}: runs a program, or a shell line by line. */
final class PodExec {
  private static final int KUBELET = 10250;
  private static final int OUT = 1;
  private static final int ERROR = 2;
  private static final byte[] NONE = new byte[0];
  private final World world;
  private final ReplayClock clock;
  private final Reach reach;
  private final Set<String> withoutShell;
  private final Killing killing;
  private volatile Function<List<String>, Optional<Commands.Outcome>> other = _ -> Optional.empty();

  /** What becomes of connections that are ended by force. */
  interface Killing {
    /** Tells that a connection of a container was ended. */
    void killed(ObjectNode pod, World.Box box, OpenSocket socket);
  }

  PodExec(World world, ReplayClock clock, Reach reach, JsonNode scenario, Killing killing) {
    this.world = world;
    this.clock = clock;
    this.reach = reach;
    this.killing = killing;
    this.withoutShell =
        Set.copyOf(scenario.path("withoutShell").valueStream().map(i -> i.asString("")).toList());
  }

  /** Has something else answer for the toolbox, such as the program itself, where it does. */
  void toolbox(Function<List<String>, Optional<Commands.Outcome>> instead) {
    other = instead;
  }

  Answer exec(ApiRequest request, ObjectNode pod) {
    List<String> command = request.parameters("command");
    if (command.isEmpty()) {
      throw ApiFailure.badRequest("you must specify at least one command for the container");
    }
    return talk(request, pod, command);
  }

  /** A container's own program is only looked at; a debug container's is a shell. */
  Answer attach(ApiRequest request, ObjectNode pod) {
    String name = PodLogs.container(request, pod);
    boolean debug =
        pod.at("/spec/ephemeralContainers")
            .valueStream()
            .anyMatch(container -> container.path("name").asString("").equals(name));
    if (debug) {
      return talk(request, pod, List.of("sh"));
    }
    World.Box own = running(pod, name);
    return new Answer.Conversation(channels -> {
      Consumer<World.Line> follower =
          line -> channels.send(OUT, (line.text() + "\n").getBytes(StandardCharsets.UTF_8));
      own.follow(follower);
      channels.onClose(() -> own.unfollow(follower));
      own.whenGone(() -> channels.end(status(0)));
    });
  }

  private Answer talk(ApiRequest request, ObjectNode pod, List<String> command) {
    World.Box own = running(pod, PodLogs.container(request, pod));
    return new Answer.Conversation(channels -> {
      if (!runs(own, command.getFirst())) {
        channels.end(notFound(command.getFirst()));
      } else if (!request.isSet("stdin")) {
        finish(channels, isShell(command) ? Commands.Outcome.of("") : run(pod, own, command, NONE));
      } else if (isShell(command)) {
        new Terminal(channels, () -> shell(pod, own), request.isSet("tty")).start();
      } else if (Commands.reads(command)) {
        new Standard(channels, input -> finish(channels, run(pod, own, command, input))).start();
      } else {
        finish(channels, run(pod, own, command, NONE));
      }
    });
  }

  private World.Box running(ObjectNode pod, String name) {
    return world
        .container(pod, name)
        .orElseThrow(() ->
            new ApiFailure(
                500,
                "InternalError",
                "unable to upgrade connection: container not found (\"" + name + "\")"));
  }

  private static boolean isShell(List<String> command) {
    return command.size() == 1 && command.getFirst().matches("(/bin/)?(sh|bash|ash)");
  }

  /** An image without a shell runs nothing but its own program. */
  private boolean runs(World.Box box, String program) {
    if (Toolbox.isIn(box.image)) {
      return program.equals(Toolbox.PROGRAM);
    }
    String image = box.image.replaceAll("[:@][^/]*$", "");
    return !withoutShell.contains(image)
        && Commands.KNOWN.contains(program.substring(program.lastIndexOf('/') + 1));
  }

  private Commands.Outcome run(ObjectNode pod, World.Box own, List<String> command, byte[] input) {
    if (Toolbox.isIn(own.image)) {
      World.Box seen = target(pod, own).orElse(own);
      return other
          .apply(command)
          .orElseGet(() -> new Toolbox(scene(pod, seen), new PodEffects(pod, own)).run(command));
    }
    if (command.size() > 2 && command.get(1).equals("-c")) {
      return shell(pod, own).run(command.get(2), input);
    }
    return commands(pod, own).run(command, input);
  }

  private Shell shell(ObjectNode pod, World.Box own) {
    return new Shell(commands(pod, own));
  }

  private Commands commands(ObjectNode pod, World.Box own) {
    World.Box seen = target(pod, own).orElse(own);
    return new Commands(scene(pod, seen), new PodEffects(pod, own));
  }

  /** The container whose processes an ephemeral one shares. */
  private Optional<World.Box> target(ObjectNode pod, World.Box own) {
    return pod.at("/spec/ephemeralContainers")
        .valueStream()
        .filter(container -> container.path("name").asString("").equals(own.name))
        .map(container -> container.path("targetContainerName").asString(""))
        .flatMap(target -> world.container(pod, target).stream())
        .findFirst();
  }

  private Scene scene(ObjectNode pod, World.Box seen) {
    return new Scene(pod, seen, clock.now(), clock.carried(clock.begin()).minusSeconds(86_400));
  }

  private final class PodEffects implements Commands.Effects, Toolbox.Surroundings {
    private final ObjectNode pod;
    private final World.Box own;

    PodEffects(ObjectNode pod, World.Box own) {
      this.pod = pod;
      this.own = own;
    }

    @Override
    public boolean reaches(String host, int port) {
      return reply(host, port) == Toolbox.Reply.ANSWERS;
    }

    /**
     * A pod always reaches its own node, where the kubelet listens; what has an address of this
     * link only, as the metadata of clouds and names cached on a node, is not there.
     */
    @Override
    public Toolbox.Reply reply(String host, int port) {
      if (host.equals(pod.at("/status/hostIP").asString(""))) {
        return port == KUBELET ? Toolbox.Reply.ANSWERS : Toolbox.Reply.REFUSES;
      }
      if (host.startsWith("169.254.") || !reach.connects(pod, host, port)) {
        return Toolbox.Reply.SILENT;
      }
      return world.listens(host, port).orElse(true) ? Toolbox.Reply.ANSWERS : Toolbox.Reply.REFUSES;
    }

    @Override
    public String ownId() {
      return own.id;
    }

    @Override
    public boolean traces() {
      return may(pod, own, "SYS_PTRACE");
    }

    @Override
    public boolean captures() {
      return may(pod, own, "NET_RAW");
    }

    @Override
    public int user() {
      return pod.at("/spec/ephemeralContainers")
          .valueStream()
          .filter(container -> container.path("name").asString("").equals(own.name))
          .map(container -> container.at("/securityContext/runAsUser").asInt(0))
          .findFirst()
          .orElse(0);
    }

    @Override
    public List<OpenSocket> sockets() {
      return world.containers(pod).stream().flatMap(box -> box.sockets.stream()).toList();
    }

    @Override
    public Optional<Integer> kill(String host) {
      return end(socket -> Addresses.host(socket.remote()).equals(host)).map(List::size);
    }

    @Override
    public Optional<List<OpenSocket>> end(String host, int port) {
      return end(socket -> Toolbox.ended(socket, host, port));
    }

    private Optional<List<OpenSocket>> end(Predicate<OpenSocket> which) {
      if (!may(pod, own, "NET_ADMIN")) {
        return Optional.empty();
      }
      List<OpenSocket> all = new ArrayList<>();
      for (World.Box box : world.containers(pod)) { // they share their network
        List<OpenSocket> ended = box.sockets.stream().filter(which).toList();
        box.sockets.removeAll(ended);
        ended.forEach(socket -> killing.killed(pod, box, socket));
        all.addAll(ended);
      }
      return Optional.of(all);
    }
  }

  /** Whether an ephemeral container was given a capability. */
  private static boolean may(ObjectNode pod, World.Box own, String capability) {
    return pod.at("/spec/ephemeralContainers")
        .valueStream()
        .filter(container -> container.path("name").asString("").equals(own.name))
        .map(container -> container.path("securityContext"))
        .anyMatch(context ->
            context.path("privileged").asBoolean(false)
                || context
                    .at("/capabilities/add")
                    .valueStream()
                    .anyMatch(c -> c.asString("").equals(capability)));
  }

  static void finish(Answer.Channels channels, Commands.Outcome outcome) {
    Runnable end =
        () -> {
          channels.send(OUT, outcome.out());
          channels.send(ERROR, outcome.error().getBytes(StandardCharsets.UTF_8));
          channels.end(status(outcome.code()));
        };
    if (outcome.took().isZero()) {
      end.run();
    } else {
      channels.later(outcome.took().toMillis(), end);
    }
  }

  static ObjectNode status(int code) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.putObject("metadata");
    if (code == 0) {
      return status.put("status", "Success");
    }
    status.put("status", "Failure").put("reason", "NonZeroExitCode");
    status.put("message", "command terminated with non-zero exit code: exit status " + code);
    status
        .putObject("details")
        .withArray("causes")
        .addObject()
        .put("reason", "ExitCode")
        .put("message", Integer.toString(code));
    return status;
  }

  private static ObjectNode notFound(String program) {
    return new ApiFailure(
            500,
            "InternalError",
            ("Internal error occurred: error executing command in container: failed to exec in"
                    + " container: failed to start exec: OCI runtime exec failed: exec failed:"
                    + " unable to start container process: exec: \"%s\": executable file not found"
                    + " in $PATH: unknown")
                .formatted(program))
        .status();
  }
}
