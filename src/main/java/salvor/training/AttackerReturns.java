package salvor.training;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import salvor.cluster.PodFacts;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets the attacker come back: once the pod that was entered is gone, or no longer reached, and a
 * pod of the same image that can be reached has taken its place, the recorded steps happen again in
 * that one, from the entry on.
 *
 * <p>Nobody recorded this: it is made from the recording, see {@link RepeatedSteps}.
 */
final class AttackerReturns {
  /** How long the new pod has been ready, in recorded time, when it is found. */
  private static final Duration LATER = Duration.ofSeconds(15);

  private final Recording recording;
  private final ReplayClock clock;
  private final ObjectStore store;
  private final ApiResource pods;
  private final World world;
  private final Consequences consequences;
  private final Replay replay;
  private final Deque<Happening> toCome = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private final Optional<ObjectNode> entry;
  private final Optional<Instant> attack;
  private String foothold = "";
  private int rounds = AttackerSpreads.ROUND;

  AttackerReturns(
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
    this.entry = recording.entry();
    this.attack = recording.attack();
    for (ObjectNode object : recording.objects()) {
      known.add(World.uid(object));
    }
    entry.ifPresent(pod -> foothold = World.uid(pod));
  }

  /** Plays what the clock has reached, and looks for another pod where that is due. */
  void play() {
    Instant now = clock.recorded();
    while (!toCome.isEmpty() && !toCome.getFirst().time().isAfter(now)) {
      replay.play(toCome.removeFirst());
    }
    if (entry.isEmpty() || attack.isEmpty() || now.isBefore(attack.get())) {
      return;
    }
    List<ObjectNode> there = store.list(pods, Pods.namespace(entry.get()));
    if (there.stream()
        .noneMatch(pod -> World.uid(pod).equals(foothold) && consequences.reached(pod))) {
      there.stream()
          .filter(pod -> isPrey(pod, entry.get()))
          .findFirst()
          .ifPresent(pod -> enter(pod, entry.get(), Duration.between(attack.get(), now)));
    }
  }

  /** Whether a pod took a place: ready, of the same image, to be reached, and never entered. */
  private boolean isPrey(ObjectNode pod, ObjectNode entered) {
    return !known.contains(World.uid(pod))
        && !replay.tells(World.uid(pod))
        && !pod.path("metadata").has("deletionTimestamp")
        && PodFacts.isReady(pod)
        && Pods.isOfImage(pod, entered)
        && consequences.reached(pod)
        && !world.containers(pod).isEmpty();
  }

  private void enter(ObjectNode pod, ObjectNode entered, Duration since) {
    known.add(World.uid(pod));
    foothold = World.uid(pod);
    toCome.clear();
    toCome.addAll(
        new RepeatedSteps(
                recording,
                entered,
                pod,
                world.containers(pod).iterator().next(),
                Instant.MAX,
                since.plus(LATER),
                ++rounds)
            .happenings());
  }
}
