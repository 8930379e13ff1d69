package salvor.collection;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Trouble;

/** What there is of an item once it has ended. */
record Arrival(
    boolean whole,
    boolean any,
    @Nullable Trouble trouble,
    String said,
    @Nullable Integer exit,
    long size,
    String sha256,
    boolean truncated,
    @Nullable ArchiveEnd end) {
  static Arrival failed(@Nullable Trouble trouble, String said) {
    return new Arrival(false, false, trouble, said, null, 0, "", false, null);
  }

  static Arrival ended(boolean whole, String said, @Nullable Integer exit) {
    return new Arrival(whole, true, null, said, exit, 0, "", false, null);
  }

  /** Whether there is no byte of it, and there should be. */
  boolean isNothing() {
    return size == 0 && !whole;
  }

  /** The same, of which no file is kept. */
  Arrival without() {
    return new Arrival(whole, false, trouble, said, exit, 0, "", false, end);
  }

  /** Of what was written. */
  Arrival settled(Intake intake) throws IOException {
    return new Arrival(
        whole && !intake.isTruncated(),
        true,
        trouble,
        said,
        exit,
        intake.size(),
        intake.settled(),
        intake.isTruncated() || (!whole && intake.size() > 0),
        null);
  }

  /** An archive is whole only where it says so itself, whatever the program's exit code was. */
  Arrival ending(ArchiveEnd how) {
    return new Arrival(
        whole && how.isWhole(),
        any,
        trouble,
        said,
        exit,
        size,
        sha256,
        truncated || (!how.isWhole() && size > 0),
        size > 0 || whole ? how : null);
  }

  Taken taken(CollectionPlan.OfPod pod, Item item, String path, boolean replaced) {
    return new Taken(
        pod.namespace(),
        pod.name(),
        item,
        result(replaced),
        any ? path : "",
        size,
        sha256,
        truncated,
        trouble,
        said,
        exit,
        end);
  }

  private Taken.Result result(boolean replaced) {
    if (isNothing()) {
      return switch (said) {
        case Source.NOT_SERVED -> Taken.Result.NOT_SERVED;
        case Source.OURS -> Taken.Result.OURS;
        case Source.OTHER_POD -> Taken.Result.REPLACED;
        default -> Taken.Result.FAILED;
      };
    }
    if (replaced) {
      return Taken.Result.REPLACED;
    }
    return whole ? Taken.Result.COLLECTED : Taken.Result.PART;
  }
}
