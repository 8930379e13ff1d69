package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Profile;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.jobs.Progress;
import salvor.triage.ImageInside;
import salvor.triage.ImagesInside;
import salvor.triage.ImagesSeen;
import salvor.triage.ImagesSeen.Image;
import salvor.triage.KnownImages;

/** Which images ran where and when, and what baselines know of each, for people and machines. */
public final class ImagesReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int NAMED = 3;

  private final Overview overview;
  private final Observations observations;
  private final List<Image> images;
  private final ImagesInside inside;

  private ImagesReport(Overview overview) {
    this.overview = overview;
    this.observations = overview.evidence().observations();
    KnownImages known = KnownImages.of(overview.evidence().inventory());
    this.images =
        overview.filter() == null
            ? ImagesSeen.of(
                overview.evidence(), overview.verdicts(), overview.matching(), known, Progress.NONE)
            : ImagesSeen.of(
                overview.evidence(),
                overview.verdicts(),
                overview.matching(),
                known,
                overview.rows(),
                Progress.NONE);
    this.inside = ImagesInside.of(images, Progress.NONE);
  }

  /** The images of which the rows tell that a filter leaves. */
  public static ImagesReport of(Overview overview) {
    return new ImagesReport(overview);
  }

  /** Images are told by reports as well, of which nothing may have run. */
  @Override
  public boolean tellsWithoutObservations() {
    return !images.isEmpty();
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("images.schema.json");
  }

  /** Writes the document for machines, UTF-8, and leaves the stream open. */
  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.head(VERSION, overview);
          json.objects(
              "images",
              images,
              image -> {
                image(json, observations, image);
                new ImageInsideJson(json, overview.evidence()).member("inside", inside.of(image));
              });
        });
  }

  /** One of them as the document has it. */
  public static String json(Evidence evidence, Image image, @Nullable ImageInside inside) {
    return JsonDocument.text(json -> {
      image(json, evidence.observations(), image);
      new ImageInsideJson(json, evidence).member("inside", inside);
    });
  }

  private static void image(JsonDocument json, Observations observations, Image image) {
    Profile profile = image.match().profile();
    json.text("image", image.image());
    json.text("digest", image.digest() == null ? null : image.digest().value());
    json.is("sameTagOtherDigest", image.sameTagOtherDigest());
    json.text("namespace", image.workload() == null ? null : image.workload().namespace());
    json.text("workload", image.workload() == null ? null : image.workload().name());
    json.text("container", image.container());
    json.texts("pods", image.pods());
    json.texts("nodes", image.nodes());
    json.number("events", image.events());
    json.text("first", time(observations, image.firstRow()));
    json.text("last", time(observations, image.lastRow()));
    json.text("worst", TriageJson.lower(image.worst()));
    json.text("baseline", profile == null ? null : profile.name());
    json.text("rule", TriageJson.lower(image.match().rule()));
  }

  private static @Nullable String time(Observations observations, int row) {
    return row < 0 ? null : TimeText.rfc3339(observations.time(row), 9);
  }

  /**
   * Writes the images, the one with the worst observation first.
   *
   * @param colour whether the terminal takes colours; everything is told in words as well
   */
  @Override
  public void text(PrintWriter out, boolean colour) {
    OverviewText.head(overview, out, colour);
    for (Image image : images) {
      OverviewText.heading(
          image.image() == null ? "An image not named" : Visible.text(image.image(), 200),
          out,
          colour);
      out.println(
          "  " + (image.digest() == null ? "no source says its digest" : image.digest().value()));
      if (image.sameTagOtherDigest()) {
        out.println("  the same tag also stood for another digest");
      }
      if (image.isSeen()) {
        seen(image, out, colour);
      } else {
        out.println("  no container of it was seen");
      }
      ImageInside its = inside.of(image);
      if (its != null) {
        ImageInsideText text = new ImageInsideText(out, 18);
        text.reports(its);
        text.tools(its, image.match().profile() != null);
      }
      out.println();
    }
    if (images.isEmpty()) {
      out.println(
          overview.hidden() > 0
              ? "The filter leaves nothing of any container."
              : "No record names a container.");
    }
    out.flush();
  }

  private void seen(Image image, PrintWriter out, boolean colour) {
    out.println(
        "  "
            + OverviewText.verdict(image.worst(), true, colour)
            + OverviewText.plural(image.events(), "event")
            + when(image));
    out.println("  runs       " + where(image));
    out.println("  pods       " + names(image.pods(), "pod"));
    out.println("  nodes      " + names(image.nodes(), "node"));
    out.println("  baseline   " + baseline(image));
  }

  private String when(Image image) {
    return image.firstRow() < 0
        ? ", no time given"
        : " from "
            + OverviewText.clock(observations.time(image.firstRow()))
            + " to "
            + OverviewText.clock(observations.time(image.lastRow()));
  }

  private static String where(Image image) {
    String workload =
        image.workload() == null ? "in an unknown workload" : image.workload().toString();
    return Visible.text(
        workload + (image.container() == null ? "" : ", container " + image.container()), 300);
  }

  private static String names(Collection<String> names, String one) {
    if (names.isEmpty()) {
      return "not named";
    }
    String first =
        String.join(", ", names.stream().limit(NAMED).map(n -> Visible.text(n, 80)).toList());
    return names.size() <= NAMED
        ? first
        : OverviewText.plural(names.size(), one) + ": " + first + " and others";
  }

  private static String baseline(Image image) {
    Profile profile = image.match().profile();
    String name = profile == null ? "" : Visible.text(profile.name(), 160);
    return switch (image.match().rule()) {
      case SAME_WORKLOAD -> name + " (same workload, container and digest)";
      case OTHER_DIGEST -> name + " is of another digest: what it does not know stays unknown";
      case SAME_IMAGE -> name + " (another workload of the same image digest)";
      case NONE -> "none: only hard indicators can tell";
    };
  }
}
