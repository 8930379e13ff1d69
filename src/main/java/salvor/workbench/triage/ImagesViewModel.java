package salvor.workbench.triage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import salvor.baseline.Profile;
import salvor.evidence.Observations;
import salvor.report.ImageWords;
import salvor.report.ImagesReport;
import salvor.timeline.Extent;
import salvor.triage.ImagesSeen.Image;
import salvor.triage.RecordTerms;
import salvor.workbench.commands.Subject;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workload.ImageContents;
import salvor.workload.ImageDigest;

/** The images in words. */
public final class ImagesViewModel {
  private static final int LIMIT = 400;

  private final FilteredRecords<Image> images;
  private final Observations observations;
  private final Extent ordinary;
  private final Selection selection;
  private final Map<ImageDigest, String> holds = new HashMap<>();

  /**
   * @param images what the filter leaves of them, the worst first
   * @param given what images hold, as far as archives or lists of files are among the evidence
   */
  public ImagesViewModel(
      FilteredRecords<Image> images,
      List<ImageContents> given,
      Observations observations,
      Selection selection) {
    for (ImageContents image : given) {
      String words = VisibleText.of(ImageWords.brief(image), LIMIT);
      image.digests().forEach(digest -> holds.putIfAbsent(digest, words));
    }
    this.images = images;
    this.observations = observations;
    this.ordinary = Extent.of(observations);
    this.selection = selection;
  }

  /** What is shown, the worst first. */
  public ReadOnlyObjectProperty<FilteredRecords.Shown<Image>> shown() {
    return images.shown();
  }

  /** Selects the first event of an image. */
  public void choose(Image image) {
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
        () -> ImagesReport.json(observations, image));
  }

  /** Repository and tag. */
  public String name(Image image) {
    return image.image() == null ? "not named" : VisibleText.of(image.image(), LIMIT);
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

  /** Whether it is known of any image what it holds. */
  public boolean knowsContents() {
    return !holds.isEmpty();
  }

  /**
   * What it offers to an attacker, as far as its archive or list of files is among the evidence.
   */
  public String holds(Image image) {
    return image.digest() == null ? "" : holds.getOrDefault(image.digest(), "not given");
  }

  /** What the baselines know of it. */
  public String baseline(Image image) {
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
        ? "no time given"
        : Moments.brief(
            observations.time(row),
            observations.time(ordinary.from()),
            observations.time(ordinary.to() - 1));
  }
}
