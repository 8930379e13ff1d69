package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageContents;
import salvor.workload.ImageDigest;
import salvor.workload.ImageReport;
import salvor.workload.Inventory;

/**
 * What is known of images apart from what ran of them: their files, and what was reported of them.
 *
 * <p>An image has several digests: of an index, of a manifest, of its configuration. That two are
 * of one image is known where one statement names both, and so on from statement to statement. An
 * index may hold images of several platforms: a digest that two statements name which else have
 * none in common, and of which not both name the same platform, joins nothing.
 */
public final class KnownImages {
  /** What is known of one image; each is itself and no other, whatever it says. */
  public static final class Known {
    private final List<ImageDigest> digests;
    private final List<String> names;
    private final List<ImageContents> contents;
    private final List<ImageReport> reports;
    private final boolean severalPlatforms;

    private Known(List<Statement> all, boolean severalPlatforms) {
      Set<ImageDigest> its = new LinkedHashSet<>();
      Set<String> called = new LinkedHashSet<>();
      all.forEach(each -> its.addAll(each.digests()));
      contents = all.stream().map(Statement::contents).filter(Objects::nonNull).toList();
      reports = all.stream().map(Statement::report).filter(Objects::nonNull).toList();
      contents.forEach(each -> called.addAll(each.names()));
      reports.forEach(each -> called.addAll(each.names()));
      digests = List.copyOf(its);
      names = List.copyOf(called);
      this.severalPlatforms = severalPlatforms;
    }

    /** All of its digests, as far as statements name them. */
    public List<ImageDigest> digests() {
      return digests;
    }

    /** What it is called. */
    public List<String> names() {
      return names;
    }

    /** Its files, as each source has them. */
    public List<ImageContents> contents() {
      return contents;
    }

    /** What was reported of it. */
    public List<ImageReport> reports() {
      return reports;
    }

    /** Whether what is known may be of images of several platforms. */
    public boolean severalPlatforms() {
      return severalPlatforms;
    }
  }

  /** What one source says, of one image. */
  private record Statement(
      List<ImageDigest> digests,
      @Nullable String platform,
      @Nullable ImageContents contents,
      @Nullable ImageReport report) {}

  private final List<Statement> statements = new ArrayList<>();
  private final Map<ImageDigest, List<Integer>> byDigest = new HashMap<>();
  private final Set<ImageDigest> joiningNothing = new LinkedHashSet<>();
  private final int[] group;
  private final Map<Integer, Known> known = new LinkedHashMap<>();
  private final Map<ImageDigest, Known> several = new HashMap<>();

  private KnownImages(Inventory inventory) {
    for (ImageContents each : inventory.images()) {
      statements.add(new Statement(each.digests(), each.platform(), each, null));
    }
    for (ImageReport each : inventory.reports()) {
      statements.add(new Statement(each.digests(), each.platform(), null, each));
    }
    for (int i = 0; i < statements.size(); i++) {
      for (ImageDigest digest : new LinkedHashSet<>(statements.get(i).digests())) {
        byDigest.computeIfAbsent(digest, _ -> new ArrayList<>()).add(i);
      }
    }
    group = new int[statements.size()];
    Arrays.setAll(group, i -> i);
    byDigest.forEach(this::join);
    Map<Integer, List<Integer>> together = new LinkedHashMap<>();
    for (int i = 0; i < group.length; i++) {
      together.computeIfAbsent(top(i), _ -> new ArrayList<>()).add(i);
    }
    together.forEach((top, all) -> known.put(top, of(all, false)));
    joiningNothing.forEach(
        digest -> several.put(digest, of(byDigest.getOrDefault(digest, List.of()), true)));
  }

  /** All that an inventory knows of images. */
  public static KnownImages of(Inventory inventory) {
    return new KnownImages(inventory);
  }

  private void join(ImageDigest digest, List<Integer> all) {
    Statement fullest =
        all.stream()
            .map(statements::get)
            .max(Comparator.comparingInt(each -> each.digests().size()))
            .orElseThrow();
    if (all.stream().anyMatch(i -> areApart(digest, fullest, statements.get(i)))) {
      joiningNothing.add(digest);
      return;
    }
    all.forEach(i -> group[top(i)] = top(all.getFirst()));
  }

  private static boolean areApart(ImageDigest named, Statement one, Statement other) {
    Set<ImageDigest> mine = new LinkedHashSet<>(one.digests());
    Set<ImageDigest> its = new LinkedHashSet<>(other.digests());
    mine.remove(named);
    its.remove(named);
    boolean samePlatform = one.platform() != null && one.platform().equals(other.platform());
    return !samePlatform
        && !mine.isEmpty()
        && !its.isEmpty()
        && mine.stream().noneMatch(its::contains);
  }

  private int top(int of) {
    int top = of;
    while (group[top] != top) {
      top = group[top];
    }
    return top;
  }

  private Known of(List<Integer> all, boolean severalPlatforms) {
    return new Known(all.stream().map(statements::get).toList(), severalPlatforms);
  }

  /** Every image of which something is known, in the order found. */
  public List<Known> all() {
    return List.copyOf(known.values());
  }

  /** What is known of the image with this digest, null when nothing is. */
  public @Nullable Known find(@Nullable ImageDigest digest) {
    List<Integer> naming = digest == null ? null : byDigest.get(digest);
    if (digest == null || naming == null) {
      return null;
    }
    return joiningNothing.contains(digest)
        ? several.get(digest)
        : known.get(top(naming.getFirst()));
  }
}
