package salvor.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The anchors found so far, by the two clocks that they compare. */
final class AnchorPairs {
  private record Key(int source, AnchoredClock reference, AnchorKind kind) {}

  /** The anchors of two clocks. */
  static final class Pair {
    private final List<Anchor> anchors = new ArrayList<>();
    private long leftOut;

    void add(Anchor anchor) {
      if (anchors.size() < DetectedOffset.MOST) {
        anchors.add(anchor);
      } else {
        leftOut++;
      }
    }

    void leftOut(int more) {
      leftOut += more;
    }
  }

  private final Map<Key, Pair> pairs = new LinkedHashMap<>();

  Pair of(int source, AnchoredClock reference, AnchorKind kind) {
    return pairs.computeIfAbsent(new Key(source, reference, kind), _ -> new Pair());
  }

  /** By source, then kind; the pair with the most anchors first. */
  List<DetectedOffset> offsets() {
    List<DetectedOffset> offsets = new ArrayList<>();
    pairs.forEach((key, pair) -> {
      pair.anchors.sort(Comparator.comparingLong(Anchor::time).thenComparingInt(Anchor::row));
      offsets.add(
          new DetectedOffset(key.source, key.reference, key.kind, pair.anchors, pair.leftOut));
    });
    offsets.sort(
        Comparator.comparingInt(DetectedOffset::source)
            .thenComparing(DetectedOffset::kind)
            .thenComparingInt(o -> -o.anchors().size())
            .thenComparing(o -> o.reference().toString()));
    return offsets;
  }
}
