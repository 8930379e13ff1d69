package salvor.training;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.PodFacts;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets the attacker enter another pod of the image as well, at the time that the scenario says; not
 * if that pod is gone by then, or no longer reached.
 *
 * <p>Nobody recorded this: it is made from the recording, see {@link RepeatedSteps}.
 */
final class AttackerSpreads {
  /** How many times the steps have happened then: once as recorded is none. */
  static final int ROUND = 1;

  private final Recording recording;
  private final ReplayClock clock;
  private final ObjectStore store;
  private final ApiResource pods;
  private final World world;
  private final Consequences consequences;
  private final Replay replay;
  private final Deque<Happening> toCome = new ArrayDeque<>();
  private @Nullable AlsoEntered next;

  AttackerSpreads(
      Recording recording,
      ReplayClock clock,
      ObjectStore store,
      ApiResources resources,
      World world,
      Consequences consequences,
      Replay replay) {
    this.recording = recording;
    this.clock = clock;
    this.store = store;
    this.pods = resources.named("pods");
    this.world = world;
    this.consequences = consequences;
    this.replay = replay;
    this.next = recording.also();
  }

  /** Plays what the clock has reached. */
  void play() {
    Instant now = clock.recorded();
    AlsoEntered due = next;
    if (due != null && !now.isBefore(due.at())) {
      next = null;
      toCome.addAll(steps(due));
    }
    while (!toCome.isEmpty() && !toCome.getFirst().time().isAfter(now)) {
      replay.play(toCome.removeFirst());
    }
  }

  /** Whether nothing more of it is to come. */
  boolean isOver() {
    return next == null && toCome.isEmpty();
  }

  private List<Happening> steps(AlsoEntered due) {
    Optional<ObjectNode> there =
        store
            .find(pods, due.namespace(), due.name())
            .filter(pod ->
                World.uid(pod).equals(World.uid(due.pod()))
                    && !pod.path("metadata").has("deletionTimestamp")
                    && PodFacts.isReady(pod)
                    && consequences.reached(pod)
                    && !world.containers(pod).isEmpty());
    return there.isEmpty()
        ? List.of()
        : new RepeatedSteps(
                recording,
                recording.entry().orElseThrow(),
                there.get(),
                world.containers(there.get()).iterator().next(),
                due.until(),
                Duration.between(recording.attack().orElseThrow(), due.at()),
                ROUND)
            .happenings();
  }
}
