package salvor.collection;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LiveContainer;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.collection.Attempt.Result;
import salvor.jobs.JobCancelled;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Brings the toolbox into a pod, by the rung that sees most of those that are let.
 *
 * <p>An ephemeral container can never be taken out of its pod, and one that does not start makes
 * later ones fail too where Pod Security judges the whole pod. So each rung is a dry run first; one
 * is sent in earnest only once its dry run was accepted; and after one that is in the pod and does
 * not run there is no other. One of ours that runs is used again.
 */
public final class DebugContainer {
  /** How the names of our containers begin. */
  public static final String MARK = LiveContainer.OURS;

  /** Where the toolbox is in its image. */
  public static final String PROGRAM = "/salvor-toolbox";

  private static final Duration BETWEEN = Duration.ofMillis(300);

  /** So often in a row it is looked in vain. */
  private static final int MOST = 5;

  /** States that do not end by themselves. */
  private static final Set<String> FOR_EVER =
      Set.of(
          "CreateContainerConfigError",
          "CreateContainerError",
          "InvalidImageName",
          "ErrImageNeverPull",
          "RunContainerError");

  private final Cluster cluster;
  private final Permission permission;
  private final InstantSource clock;
  private final Pause pause;

  /** In pods of a cluster, with the leave to act on it. */
  public DebugContainer(Cluster cluster, Permission permission, InstantSource clock, Pause pause) {
    this.cluster = cluster;
    this.permission = permission;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * What is wanted.
   *
   * @param uid the pod's: one of another that has its name by now is left alone
   * @param container whose processes are to be seen
   * @param name what ours is to be called, after {@link #MARK}
   * @param network whether packets are to be taken or connections ended
   * @param seconds how long it is to stay ready
   * @param limit how long it is waited for
   */
  public record Wish(
      String namespace,
      String pod,
      String uid,
      String container,
      ToolboxImage image,
      String name,
      boolean network,
      long seconds,
      Duration limit) {}

  /**
   * What came of it.
   *
   * @param name the container's, null where there is none
   * @param attempts rung by rung
   */
  public record Brought(@Nullable String name, List<Attempt> attempts) {
    /** Copies the list. */
    public Brought {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * Asks what would be let, and changes nothing.
   *
   * @throws ClusterFailure when the pod cannot be seen
   */
  public List<Attempt> tried(Wish wish) throws ClusterFailure {
    return climbed(wish, true, Progress.NONE).attempts();
  }

  /**
   * Brings it in.
   *
   * @throws ClusterFailure when the pod cannot be seen
   */
  public Brought bring(Wish wish, Progress progress) throws ClusterFailure {
    return climbed(wish, false, progress);
  }

  private Brought climbed(Wish wish, boolean dry, Progress progress) throws ClusterFailure {
    JsonNode pod = cluster.get(ObjectKind.PODS, wish.namespace(), wish.pod());
    List<Attempt> attempts = new ArrayList<>();
    if (!isIt(pod, wish)) {
      attempts.add(Attempt.of(Rung.TRACING, Result.OTHER_POD));
      return new Brought(null, attempts);
    }
    Optional<Brought> there = ours(pod, wish);
    if (there.isPresent()) {
      return there.get();
    }
    if (TargetState.of(pod, wish.container()).containerId().isEmpty()
        || !TargetState.status(pod, wish.container()).orElse(pod).at("/state").has("running")) {
      attempts.add(Attempt.of(Rung.TRACING, Result.TARGET_NOT_RUNNING));
      return new Brought(null, attempts);
    }
    for (Rung rung : List.of(Rung.TRACING, Rung.SAME_USER, Rung.RESTRICTED)) {
      Change change = ToolboxContainer.change(wish, rung, TargetState.user(pod, wish.container()));
      try {
        cluster.change(change, true, permission);
      } catch (ClusterFailure refused) {
        attempts.add(new Attempt(rung, Result.REFUSED, refused.trouble(), ""));
        if (isOurRight(refused.trouble())) {
          break; // the others are the same request
        }
        continue;
      }
      Attempt attempt =
          dry ? Attempt.of(rung, Result.READY) : earnest(wish, rung, change, progress);
      attempts.add(attempt);
      return new Brought(dry || !attempt.isUsable() ? null : MARK + wish.name(), attempts);
    }
    return new Brought(null, attempts);
  }

  /** Whether we lack the right, rather than the pod the leave of an admission. */
  private static boolean isOurRight(Trouble trouble) {
    return trouble instanceof Trouble.BadCredentials
        || (trouble instanceof Trouble.Forbidden forbidden && !forbidden.verb().isEmpty());
  }

  /** The name of one of ours that runs in a pod, as it was told. */
  static Optional<String> there(JsonNode pod, Wish wish) {
    return ours(pod, wish).flatMap(brought -> Optional.ofNullable(brought.name()));
  }

  /** One of ours that is in the pod already: it is used, or there is no other. */
  private static Optional<Brought> ours(JsonNode pod, Wish wish) {
    for (JsonNode each : pod.at("/spec/ephemeralContainers")) {
      String name = each.path("name").asString("");
      boolean fits =
          name.startsWith(MARK)
              && each.path("image").asString("").equals(wish.image().reference())
              && each.path("targetContainerName").asString("").equals(wish.container());
      JsonNode state = TargetState.status(pod, name).map(s -> s.path("state")).orElse(each);
      Rung rung = ToolboxContainer.rung(each);
      if (fits
          && state.has("running")
          && (!wish.network() || ToolboxContainer.mayChangeNetwork(each))) {
        return Optional.of(new Brought(name, List.of(Attempt.of(rung, Result.RUNS_ALREADY))));
      }
      if (name.startsWith(MARK) && FOR_EVER.contains(reason(state))) {
        return Optional.of(
            new Brought(null, List.of(new Attempt(rung, Result.ONE_IS_BAD, null, waiting(state)))));
      }
    }
    return Optional.empty();
  }

  private Attempt earnest(Wish wish, Rung rung, Change change, Progress progress) {
    Trouble said = null;
    try {
      cluster.change(change, false, permission);
    } catch (ClusterFailure failure) {
      said = failure.trouble(); // the answer can be lost and the container be there
    }
    return settled(wish, rung, said, progress);
  }

  /** What came of what was sent: it may be in the pod until it is seen that it is not. */
  private Attempt settled(Wish wish, Rung rung, @Nullable Trouble said, Progress progress) {
    long until = clock.millis() + wish.limit().toMillis();
    for (int unseen = 0; ; ) {
      Attempt now = looked(wish, rung, said);
      boolean isUnseen = now.result() == Result.UNSEEN;
      unseen = isUnseen ? unseen + 1 : 0;
      boolean isOver =
          isUnseen ? unseen == MOST || isRefusal(now.said()) : now.result() != Result.TOO_LATE;
      if (isOver || clock.millis() > until) {
        return now;
      }
      try {
        progress.at(0, 0, "waiting for the container to start");
      } catch (JobCancelled stopped) { // it is in the pod: whoever stops must be told
        return isUnseen ? now : new Attempt(rung, Result.CANCELLED, said, now.waiting());
      }
      pause.last(BETWEEN.multipliedBy(1L << unseen), progress);
    }
  }

  /** One look; a container that starts still is too late for now. */
  private Attempt looked(Wish wish, Rung rung, @Nullable Trouble said) {
    String name = MARK + wish.name();
    JsonNode pod;
    try {
      pod = cluster.get(ObjectKind.PODS, wish.namespace(), wish.pod());
    } catch (ClusterFailure failure) {
      return new Attempt(rung, Result.UNSEEN, failure.trouble(), "");
    }
    if (!isIt(pod, wish)) {
      return new Attempt(rung, Result.OTHER_POD, said, "");
    }
    if (!isIn(pod, name)) {
      boolean isMade = said == null || isLost(said); // then it can come a moment later
      return new Attempt(rung, isMade ? Result.UNSEEN : Result.NOT_MADE, said, "");
    }
    JsonNode state =
        TargetState.status(pod, name).map(s -> s.path("state")).orElse(pod.path("nothing"));
    if (state.has("running")) {
      return Attempt.of(rung, Result.READY);
    }
    boolean isBad = FOR_EVER.contains(reason(state)) || state.has("terminated");
    return new Attempt(rung, isBad ? Result.DOES_NOT_START : Result.TOO_LATE, said, waiting(state));
  }

  /** Whether it may have been done although no answer came. */
  private static boolean isLost(Trouble trouble) {
    return trouble instanceof Trouble.TimedOut
        || trouble instanceof Trouble.Other
        || (trouble instanceof Trouble.Unreachable(_, var reason, _)
            && reason == Trouble.Unreachable.Reason.BROKEN)
        || (trouble instanceof Trouble.Refused refused && refused.code() >= 500)
        || (trouble instanceof Trouble.NotKubernetes other && other.code() >= 500);
  }

  /** Whether another look would be answered alike. */
  private static boolean isRefusal(@Nullable Trouble trouble) {
    return trouble instanceof Trouble.Missing
        || trouble instanceof Trouble.Forbidden
        || trouble instanceof Trouble.BadCredentials;
  }

  private static boolean isIt(JsonNode pod, Wish wish) {
    return pod.at("/metadata/uid").asString("").equals(wish.uid());
  }

  private static boolean isIn(JsonNode pod, String name) {
    return pod.at("/spec/ephemeralContainers")
        .valueStream()
        .anyMatch(each -> each.path("name").asString("").equals(name));
  }

  private static String reason(JsonNode state) {
    return state.at("/waiting/reason").asString("");
  }

  private static String waiting(JsonNode state) {
    JsonNode of = state.has("terminated") ? state.path("terminated") : state.path("waiting");
    return (of.path("reason").asString("") + ": " + of.path("message").asString(""))
        .replaceAll("^: |: $", "");
  }
}
