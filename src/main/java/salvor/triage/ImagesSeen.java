package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Matching;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.DrawingClass;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/** Which images ran, where and when, and what baselines know of each. */
public final class ImagesSeen {
  /**
   * One image in one container of a workload.
   *
   * @param image repository and tag as a source has them, null when none does
   * @param digest what was really run, null when no source says
   * @param workload whose container it is, null when unknown
   * @param container the container's name, null when unknown
   * @param pods {@code namespace/name} of the pods that ran it
   * @param nodes where they ran
   * @param events how many rows
   * @param firstRow the first row, -1 when none has a time
   * @param lastRow the last row
   * @param worst how the worst row is drawn
   * @param match the baseline that applies
   * @param sameTagOtherDigest whether the same repository and tag stood for another digest too
   * @param known what is known of its files and software, null when nothing is
   */
  public record Image(
      @Nullable String image,
      @Nullable ImageDigest digest,
      @Nullable WorkloadRef workload,
      @Nullable String container,
      SortedSet<String> pods,
      SortedSet<String> nodes,
      int events,
      int firstRow,
      int lastRow,
      DrawingClass worst,
      Matching.Match match,
      boolean sameTagOtherDigest,
      KnownImages.@Nullable Known known) {
    /** Whether a container of it was seen; else something is known of it all the same. */
    public boolean isSeen() {
      return !pods.isEmpty() || container != null || workload != null || events > 0;
    }
  }

  private record Key(
      @Nullable String image,
      @Nullable ImageDigest digest,
      @Nullable WorkloadRef workload,
      @Nullable String container,
      @Nullable String cluster) {}

  private final Observations observations;
  private final Matching matching;
  private final KnownImages known;
  private final int[] first;
  private final int[] last;
  private final int[] events;
  private final int[] worst;

  private ImagesSeen(
      Evidence evidence,
      Verdicts verdicts,
      Matching matching,
      KnownImages known,
      @Nullable BitSet rows,
      Progress progress) {
    this.observations = evidence.observations();
    this.matching = matching;
    this.known = known;
    int n = observations.locations();
    first = new int[n];
    last = new int[n];
    events = new int[n];
    worst = new int[n];
    Arrays.fill(first, -1);
    Arrays.fill(last, -1);
    byte[] drawn = DrawingClass.ofJudgements(verdicts);
    for (int row = 0; row < observations.size(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, observations.size(), "Gathering images");
      }
      if (rows != null && !rows.get(row)) {
        continue;
      }
      int at = observations.locationId(row);
      events[at]++;
      worst[at] = Math.max(worst[at], drawn[verdicts.perRow().get(row)]);
      if (row < observations.timed()) {
        first[at] = first[at] < 0 ? row : first[at];
        last[at] = row;
      }
    }
  }

  /**
   * The images, the one with the worst observation first, and after them those that were not seen
   * and of which something is known.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static List<Image> of(
      Evidence evidence,
      Verdicts verdicts,
      Matching matching,
      KnownImages known,
      Progress progress) {
    List<Image> seen = new ImagesSeen(evidence, verdicts, matching, known, null, progress).find();
    Set<KnownImages.Known> ran = new HashSet<>();
    for (Image image : seen) {
      if (image.known() != null) {
        ran.add(image.known());
      }
    }
    List<Image> all = new ArrayList<>(seen);
    known.all().stream()
        .filter(each -> !ran.contains(each))
        .map(ImagesSeen::unseen)
        .forEach(all::add);
    return all;
  }

  private static Image unseen(KnownImages.Known known) {
    ImageDigest digest = known.digests().isEmpty() ? null : known.digests().getFirst();
    return new Image(
        known.names().isEmpty() ? null : known.names().getFirst(),
        digest,
        null,
        null,
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        0,
        -1,
        -1,
        DrawingClass.UNKNOWN,
        new Matching.Match(
            null, -1, Matching.Rule.NONE, null, Matching.WorkloadFrom.UNKNOWN, null, digest),
        false,
        known);
  }

  /**
   * The images of which these rows tell, and that alone.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static List<Image> of(
      Evidence evidence,
      Verdicts verdicts,
      Matching matching,
      KnownImages known,
      BitSet rows,
      Progress progress) {
    return new ImagesSeen(evidence, verdicts, matching, known, rows, progress)
        .find().stream().filter(image -> image.events() > 0).toList();
  }

  private List<Image> find() {
    Map<Key, List<Integer>> groups = new LinkedHashMap<>();
    Map<String, Set<ImageDigest>> digests = new HashMap<>();
    for (int id = 0; id < observations.locations(); id++) {
      Location at = observations.location(id);
      if (at.container() == null && at.containerId() == null) {
        continue;
      }
      Matching.Match match = matching.match(at);
      Key key =
          new Key(at.image(), match.digest(), match.workload(), match.container(), at.cluster());
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(id);
      if (key.image() != null && key.digest() != null) {
        digests.computeIfAbsent(key.image(), _ -> new HashSet<>()).add(key.digest());
      }
    }
    return groups.entrySet().stream()
        .map(group -> {
          String tag = group.getKey().image();
          boolean others = tag != null && digests.getOrDefault(tag, Set.of()).size() > 1;
          return image(group.getKey(), group.getValue(), others);
        })
        .sorted(Comparator.comparing(Image::worst).reversed().thenComparingInt(Image::firstRow))
        .toList();
  }

  private Image image(Key key, List<Integer> locations, boolean sameTagOtherDigest) {
    SortedSet<String> pods = new TreeSet<>();
    SortedSet<String> nodes = new TreeSet<>();
    for (int id : locations) {
      Location at = observations.location(id);
      if (at.pod() != null) {
        pods.add(at.namespace() == null ? at.pod() : at.namespace() + "/" + at.pod());
      }
      if (at.node() != null) {
        nodes.add(at.node());
      }
    }
    return new Image(
        key.image(),
        key.digest(),
        key.workload(),
        key.container(),
        pods,
        nodes,
        locations.stream().mapToInt(id -> events[id]).sum(),
        locations.stream().mapToInt(id -> first[id]).filter(row -> row >= 0).min().orElse(-1),
        locations.stream().mapToInt(id -> last[id]).max().orElse(-1),
        DrawingClass.at(locations.stream().mapToInt(id -> worst[id]).max().orElse(0)),
        matching.match(observations.location(locations.getFirst())),
        sameTagOtherDigest,
        known.find(key.digest()));
  }
}
