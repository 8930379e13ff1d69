package salvor.workbench.triage;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.SortedSet;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import salvor.baseline.Profile;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.report.FlawWords;
import salvor.report.ImageWords;
import salvor.report.ImagesReport;
import salvor.timeline.Extent;
import salvor.triage.ImageInside;
import salvor.triage.ImagesInside;
import salvor.triage.ImagesSeen.Image;
import salvor.triage.RecordTerms;
import salvor.workbench.commands.Subject;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workload.ImageReport;

/** The images in words. */
public final class ImagesViewModel {
  private static final int LIMIT = 400;

  private final FilteredRecords<Image> images;
  private final Observations observations;
  private final Extent ordinary;
  private final Selection selection;
  private final Evidence evidence;
  private final ImagesInside known;
  private final ImageInsideViewModel inside;
  private final IdentityHashMap<ImageInside, String> holds = new IdentityHashMap<>();

  /**
   * @param images what the filter leaves of them, the worst first
   * @param known what is in each
   */
  public ImagesViewModel(
      FilteredRecords<Image> images,
      ImagesInside known,
      Evidence evidence,
      Selection selection,
      Jobs jobs,
      Executor fx) {
    this.images = images;
    this.known = known;
    this.evidence = evidence;
    this.inside = new ImageInsideViewModel(evidence, jobs, fx);
    this.observations = evidence.observations();
    this.ordinary = Extent.of(observations);
    this.selection = selection;
    for (Image image : images.shown().get().records()) {
      ImageInside its = known.of(image);
      if (its != null) {
        holds.computeIfAbsent(its, i -> VisibleText.of(ImageWords.brief(i), LIMIT));
      }
    }
  }

  /** What is in the image that was chosen last. */
  public ImageInsideViewModel inside() {
    return inside;
  }

  /** Shows what is in an image, and nothing else. */
  public void look(Image image) {
    inside.show(known.of(image));
  }

  /** What is shown, the worst first. */
  public ReadOnlyObjectProperty<FilteredRecords.Shown<Image>> shown() {
    return images.shown();
  }

  /** Selects the first event of an image. */
  public void choose(Image image) {
    look(image);
    if (image.firstRow() >= 0) {
      selection.select(image.firstRow());
    }
  }

  /** What can be done with an image. */
  Subject subject(Image image) {
    return new Subject(
        "image",
        "events of this image in these pods",
        RecordTerms.of(image),
        image.firstRow() < 0 ? null : () -> choose(image),
        () ->
            String.join(
                "\t",
                name(image),
                digest(image),
                where(image),
                pods(image),
                nodes(image),
                baseline(image),
                Moments.count(image.events()),
                first(image),
                last(image)),
        () -> ImagesReport.json(evidence, image, known.of(image)));
  }

  /** Repository and tag, as who ran it or else who reported of it calls it. */
  public String name(Image image) {
    String name = image.image();
    if (name == null && image.known() != null && !image.known().names().isEmpty()) {
      name = image.known().names().getFirst();
    }
    return name == null ? "not named" : VisibleText.of(name, LIMIT);
  }

  /** The digest; what else the same tag stood for is said. */
  public String digest(Image image) {
    if (image.digest() == null) {
      return "no source says it";
    }
    return image.digest().value()
        + (image.sameTagOtherDigest() ? " (the same tag also stood for another)" : "");
  }

  /** Workload and container. */
  public String where(Image image) {
    if (!image.isSeen()) {
      return "not seen running";
    }
    String workload =
        image.workload() == null ? "" : VisibleText.of(image.workload().toString(), LIMIT);
    String container = image.container() == null ? "" : VisibleText.of(image.container(), LIMIT);
    return workload.isEmpty() || container.isEmpty()
        ? workload + container
        : workload + " \u203a " + container;
  }

  /** How many pods, or which one. */
  public String pods(Image image) {
    return names(image.pods(), "pod");
  }

  /** How many nodes, or which one. */
  public String nodes(Image image) {
    return names(image.nodes(), "node");
  }

  private static String names(SortedSet<String> names, String one) {
    return names.size() == 1
        ? VisibleText.of(names.first(), LIMIT)
        : names.isEmpty() ? "" : Moments.count(names.size(), one);
  }

  /** Whether anything is known of what is in any image. */
  public boolean knowsInside() {
    return !holds.isEmpty();
  }

  /** What it offers to an attacker, as far as its files or packages are known. */
  public String holds(Image image) {
    ImageInside its = known.of(image);
    return its == null ? "not given" : holds.getOrDefault(its, "");
  }

  /** How many vulnerabilities of it are how bad. */
  public String flaws(Image image) {
    ImageInside its = known.of(image);
    return its == null ? "no report" : FlawWords.brief(its);
  }

  /** The one with the most of the worst first, and what nobody looked at last. */
  public Comparator<Image> byFlaws() {
    Comparator<Image> order = Comparator.comparing(image -> known.of(image) == null);
    for (ImageReport.Severity severity : ImageReport.Severity.values()) {
      order = order.thenComparingInt(image -> -count(image, severity));
    }
    return order;
  }

  private int count(Image image, ImageReport.Severity severity) {
    ImageInside its = known.of(image);
    return its == null ? 0 : its.count().getOrDefault(severity, 0);
  }

  /** What the baselines know of it. */
  public String baseline(Image image) {
    if (!image.isSeen()) {
      return "";
    }
    Profile profile = image.match().profile();
    String name = profile == null ? "" : VisibleText.of(profile.name(), LIMIT);
    return switch (image.match().rule()) {
      case SAME_WORKLOAD -> "known: " + name;
      case OTHER_DIGEST -> "stale, of another digest: " + name;
      case SAME_IMAGE -> "of the same image elsewhere: " + name;
      case NONE -> "none";
    };
  }

  /** When it was first seen. */
  public String first(Image image) {
    return time(image.firstRow());
  }

  /** When it was last seen. */
  public String last(Image image) {
    return time(image.lastRow());
  }

  private String time(int row) {
    return row < 0
        ? "no time"
        : Moments.brief(
            observations.time(row),
            observations.time(ordinary.from()),
            observations.time(ordinary.to() - 1));
  }
}
