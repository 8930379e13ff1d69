package salvor.workbench.baseline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Learning;
import salvor.baseline.LeftOut;
import salvor.baseline.Profile;
import salvor.baseline.Version;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.evidence.Source;
import salvor.jobs.Progress;

/** What baselines are made of: the open case, what arrives of a cluster, or what it keeps. */
public interface Ground {
  /**
   * Baselines that were made.
   *
   * @param left what was not learned from; null where nothing is learned
   * @param sources what they were made of
   * @param notes what must be known of them, in words; empty when there is nothing
   */
  record Made(
      List<Profile> profiles, @Nullable LeftOut left, List<Version.Source> sources, String notes) {
    /** Copies the lists. */
    public Made {
      profiles = List.copyOf(profiles);
      sources = List.copyOf(sources);
    }
  }

  /**
   * When something may have been wrong.
   *
   * @param from nothing from then on is learned; null when nothing is suspected
   * @param words what is to be known of it
   * @param certain whether a person said so, so that nobody learns beyond it here
   */
  record Suspicion(@Nullable Long from, String words, boolean certain) {
    /** Nothing is suspected, and nothing has to be said. */
    public static final Suspicion NONE = new Suspicion(null, "", false);
  }

  /** What the sheet is called. */
  String title();

  /** What is said when nothing could be made. */
  String none();

  /** Makes them. */
  Made make(Learning learning, Progress progress) throws Exception;

  /** What is suspected now. */
  default Suspicion suspicion() {
    return Suspicion.NONE;
  }

  /** Whether a window of time is asked for. */
  default boolean hasWindow() {
    return true;
  }

  /** Whether more arrives while one looks. */
  default boolean grows() {
    return false;
  }

  /** Whether more arrived since they were made last. */
  default boolean isNewer() {
    return false;
  }

  /** Has somebody told again and again, while it grows. */
  default Subscription ticking(Runnable told) {
    return Subscription.EMPTY;
  }

  /** Whether a baseline is offered as one to keep. */
  default boolean isOffered(Profile profile) {
    return true;
  }

  /** Why they are kept, as somebody wrote it, with what must never be forgotten of it. */
  default String reason(String written) {
    return written;
  }

  /** Whether what is looked at can be judged by what was kept. */
  boolean canJudge();

  /** Whether it is, as soon as something was kept. */
  default boolean judgesAtOnce() {
    return false;
  }

  /** Judges what is looked at by files of baselines. */
  void judge(List<Path> files);

  /** Where it is written down that something was learned. */
  default CaseLedger ledger() {
    return CaseLedger.NONE;
  }

  /** What is said of that there. */
  default CustodyEntry learned(@Nullable String why) {
    return ledger().entry(Deed.DERIVED, why).asked(Map.of("verb", "learn"), Map.of());
  }

  /** Files of evidence as the library names them. */
  static List<Version.Source> named(List<Source> evidence) {
    return evidence.stream()
        .filter(source -> source.observations() > 0)
        .map(source -> new Version.Source(source.path(), source.sha256()))
        .toList();
  }
}
