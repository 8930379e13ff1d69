package salvor.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Greeting;
import salvor.custody.Actor;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.ClockSource;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Sha256;
import salvor.custody.Target;

/**
 * What is written down of a live case: that its recording began and ended, with the lists of the
 * files that were written, and who was allowed to act on the cluster, when and why.
 */
public final class LiveCustody {
  private static final int DEEPEST = 5;
  private final Path folder;
  private final ActingSwitch acting;
  private final Map<String, String> how = new TreeMap<>(Map.of("verb", "record"));
  private final Supplier<Duration> ahead;
  private volatile CaseLedger ledger;
  private volatile @Nullable Greeting greeting;
  private volatile @Nullable String practised;
  private CaseLedger.@Nullable Begun recording;

  /**
   * @param ahead how far the cluster's clock is ahead at the time of asking
   */
  LiveCustody(Path folder, InstantSource clock, Supplier<Duration> ahead) {
    this.folder = folder;
    this.ahead = ahead;
    this.ledger = CaseLedger.in(folder, clock);
    this.acting = new ActingSwitch(this::ledger, clock);
  }

  /**
   * The ledger, in the folder of the live case; its records say how far the clocks are apart now.
   */
  public CaseLedger ledger() {
    Greeting known = greeting;
    return known == null ? ledger : by(ledger, known, ahead.get());
  }

  /** Whether the cluster may be acted on. */
  public ActingSwitch acting() {
    return acting;
  }

  /** From now on records say who we are there, and how far its clock is ahead. */
  public synchronized void greeted(String cluster, Greeting greeting) {
    how.put("cluster", cluster);
    practised = greeting.practice() == Greeting.Practice.YES ? greeting.scenario() : null;
    ledger = by(ledger, greeting);
    this.greeting = greeting;
  }

  /** What is practised there; null where it is not a practice cluster, or did not say so. */
  @Nullable String practised() {
    return practised;
  }

  /** A ledger that says by whom, by which clock and on which cluster something is done. */
  public static CaseLedger by(CaseLedger ledger, Greeting greeting) {
    return by(ledger, greeting, greeting.ahead());
  }

  private static CaseLedger by(CaseLedger ledger, Greeting greeting, Duration ahead) {
    String uid = greeting.clusterUid();
    String authority = greeting.authoritySha256();
    return ledger.by(
        Actor.ofSystem().in(greeting.user(), greeting.groups()),
        new ClockSource("system", null, ahead.toMillis()),
        uid.isEmpty() && authority.isEmpty()
            ? null
            : Target.of(uid.isEmpty() ? null : uid, authority.isEmpty() ? null : authority));
  }

  /** The recording begins. */
  synchronized void begin(String namespace) throws IOException {
    ledger.repair();
    how.put("namespace", namespace.isEmpty() ? "all" : namespace);
    recording = ledger.begin(ledger.entry(Deed.COLLECTED, null).asked(how, Map.of()), null);
    ledger.write(ledger.entry(Deed.PLANNED, null).asked(how, Map.of()));
  }

  /**
   * The recording has ended: everything that was written is closed.
   *
   * @param lines how many there are
   */
  synchronized void end(long lines) throws IOException {
    acting.off(ActingSwitch.End.WINDOW_CLOSED);
    CaseLedger.Begun ending = recording;
    recording = null;
    if (ending == null) {
      return;
    }
    List<CustodyEntry> lists = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      for (Path list : all.filter(file -> file.endsWith(Recorder.CHUNKS)).sorted().toList()) {
        lists.add(
            ledger
                .entry(Deed.COLLECTED, null)
                .about(Artefact.whole(ledger.name(list), Files.size(list), Sha256.of(list)))
                .asked(how, Map.of()));
      }
    }
    ledger.write(lists);
    ending.done(Map.of("result", lines + " lines"));
  }
}
