package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.ImageSurface;
import salvor.baseline.Utility;
import salvor.evidence.Evidence;
import salvor.evidence.Visible;
import salvor.triage.ImageInside;
import salvor.triage.KnownImages;
import salvor.workload.ImageContents;
import salvor.workload.ImageDigest;

/** What images hold, and what that gives an attacker, for people and machines. */
public final class ImageContentsReport {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int NAMED = 8;
  private static final int LONGEST = 200;

  private final Evidence evidence;
  private final List<ImageContents> images;
  private final List<ImageInside> inside;

  /** What evidence holds of images. */
  public ImageContentsReport(Evidence evidence) {
    this.evidence = evidence;
    this.images = evidence.inventory().images();
    this.inside =
        KnownImages.of(evidence.inventory()).all().stream()
            .map(known -> ImageInside.of(known, null))
            .toList();
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("image-contents.schema.json");
  }

  /** Writes it for people. */
  public void text(PrintWriter out) {
    images.forEach(image -> text(image, out));
    ImageInsideText text = new ImageInsideText(out, 17);
    for (ImageInside each : inside) {
      if (!each.known().reports().isEmpty()) {
        out.println(title(each.known().names()));
        line(out, "known as", digests(each.known().digests()));
        text.reports(each);
        if (each.known().contents().isEmpty()) {
          text.tools(each, false);
        }
        out.println();
      }
    }
    out.flush();
  }

  private static void text(ImageContents image, PrintWriter out) {
    ImageSurface surface = ImageSurface.of(image);
    out.println(title(image.names()));
    line(out, "known as", digests(image.digests()));
    line(out, "told by", ImageWords.origin(image));
    line(out, "platform", image.platform());
    line(out, "verdict", ImageWords.hardness(surface.hardness()));
    for (Utility utility : surface.tools().keySet()) {
      line(
          out,
          ImageWords.name(utility),
          some(surface.tools().get(utility))
              + ": "
              + ImageWords.gives(utility)
              + " ("
              + utility.technique()
              + ")");
    }
    line(out, "raise rights", surface.raising().isEmpty() ? null : some(surface.raising()));
    if (image.hasSettings()) {
      ImageContents.Settings settings = image.settings();
      line(out, "starts", started(settings));
      line(out, "user", settings.user() == null ? "root: none is set" : settings.user());
      line(out, "ports", settings.ports().isEmpty() ? "none declared" : some(settings.ports()));
      line(out, "volumes", settings.volumes().isEmpty() ? null : some(settings.volumes()));
    }
    line(
        out,
        "holds",
        OverviewText.plural(
            image.files().size(),
            image.files().stream().allMatch(f -> f.mode() < 0)
                ? "file, which of them are programs is not told"
                : "program"));
    out.println();
  }

  private static String title(List<String> names) {
    return names.isEmpty() ? "An image not named" : Visible.text(some(names), 4 * LONGEST);
  }

  private static String digests(List<ImageDigest> digests) {
    return digests.isEmpty()
        ? "no digest is told"
        : String.join(" ", digests.stream().map(ImageDigest::value).toList());
  }

  private static String started(ImageContents.Settings settings) {
    String all =
        String.join(" ", settings.entrypoint()) + " " + String.join(" ", settings.command());
    return all.isBlank() ? "nothing by itself" : all.strip();
  }

  private static String some(List<String> values) {
    String first = String.join(", ", values.subList(0, Math.min(NAMED, values.size())));
    return values.size() <= NAMED ? first : first + " and " + (values.size() - NAMED) + " more";
  }

  private static void line(PrintWriter out, String name, @Nullable String value) {
    if (value != null) {
      out.printf("  %-17s %s%n", name, Visible.text(value, 4 * LONGEST));
    }
  }

  /** Writes the document for machines, UTF-8, and leaves the stream open. */
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", (long) VERSION);
          json.objects("images", images, image -> json(json, image));
          ImageInsideJson form = new ImageInsideJson(json, evidence);
          json.objects("inside", inside, form::content);
        });
  }

  private static void json(JsonDocument json, ImageContents image) {
    ImageSurface surface = ImageSurface.of(image);
    ImageContents.Settings settings = image.settings();
    json.texts("names", image.names());
    json.texts("digests", image.digests().stream().map(ImageDigest::value).toList());
    json.text("platform", image.platform());
    json.text("origin", TriageJson.lower(image.origin()));
    json.is("complete", image.complete());
    json.text("hardness", TriageJson.lower(surface.hardness()));
    json.objects(
        "tools",
        surface.tools().keySet(),
        utility -> {
          json.text("utility", TriageJson.lower(utility));
          json.text("technique", utility.technique());
          json.texts("paths", surface.tools().getOrDefault(utility, List.of()));
        });
    json.texts("raising", surface.raising());
    json.texts("entrypoint", settings.entrypoint());
    json.texts("command", settings.command());
    json.text("user", settings.user());
    json.texts("ports", settings.ports());
    json.texts("environment", settings.environment());
    json.texts("volumes", settings.volumes());
    json.number("files", (long) image.files().size());
    json.number("links", (long) image.links().size());
  }
}
