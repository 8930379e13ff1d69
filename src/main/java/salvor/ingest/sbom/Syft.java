package salvor.ingest.sbom;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageReport.Software;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** Syft's own list of packages and files. */
final class Syft {
  private static final Set<String> FILE =
      Set.of(
          "location.path",
          "metadata.mode",
          "metadata.type",
          "metadata.linkDestination",
          "metadata.size");

  private Syft() {}

  /** A member of the document. */
  static void member(String name, JsonParser parser, Reported report, FileList list) {
    switch (name) {
      case "artifacts" -> Elements.each(parser, at -> software(Elements.tree(at), report));
      case "files" -> Elements.each(parser, at -> file(Flat.read(at, FILE), list));
      case "source" -> source(Elements.tree(parser), report);
      case "distro" -> {
        JsonNode distro = Elements.tree(parser);
        report.system(Fields.text(distro, "name"), Fields.text(distro, "version"));
      }
      case "descriptor" -> {
        JsonNode made = Elements.tree(parser);
        report.tool("Syft", Fields.text(made, "version"));
        report.time(Fields.text(made, "timestamp"));
        if ("all".equals(Fields.text(made, "configuration", "files", "selection"))) {
          list.complete();
        }
      }
      default -> parser.skipChildren();
    }
  }

  /** What was looked at, as Syft and Grype tell it. */
  static void source(@Nullable JsonNode source, Reported report) {
    JsonNode image = Fields.at(source, "metadata");
    image = image == null ? Fields.at(source, "target") : image;
    report.digest(Fields.text(image, "manifestDigest"));
    Fields.texts(image, "repoDigests").forEach(report::digest);
    report.digest(Fields.text(image, "imageID"));
    Fields.texts(image, "tags").forEach(report::name);
    if (report.names().isEmpty()) {
      report.name(Fields.imageName(Fields.text(image, "userInput")));
    }
    report.platform(Fields.text(image, "os"), Fields.text(image, "architecture"));
  }

  private static void software(@Nullable JsonNode one, Reported report) {
    String name = Fields.text(one, "name");
    if (name == null) {
      report.unclear("a package without a name, or larger than any");
      return;
    }
    JsonNode places = Fields.at(one, "locations");
    String path =
        places != null && places.isArray() && !places.isEmpty()
            ? Fields.text(places.get(0), "path")
            : null;
    report.software(
        new Software(
            Reported.brief(name),
            Ratings.brief(Fields.text(one, "version")),
            Ratings.brief(Fields.text(one, "type")),
            Ratings.brief(Fields.text(one, "purl")),
            Ratings.brief(path)));
  }

  private static void file(Flat file, FileList list) {
    String type = file.one("metadata.type");
    if (type != null && !Set.of("RegularFile", "SymbolicLink", "HardLink").contains(type)) {
      list.other();
      return;
    }
    String target = "SymbolicLink".equals(type) ? file.one("metadata.linkDestination") : null;
    list.add(file.one("location.path"), mode(file.one("metadata.mode")), size(file), target);
  }

  /** Octal digits of Go's file mode, which has set-user-id and set-group-id in other places. */
  private static int mode(@Nullable String digits) {
    if (digits == null || !digits.matches("[0-7]{1,12}")) {
      return -1;
    }
    long mode = Long.parseLong(digits, 8);
    int special = ((mode & (1L << 23)) != 0 ? 04000 : 0) | ((mode & (1L << 22)) != 0 ? 02000 : 0);
    return (int) (mode & 07777) | special;
  }

  private static long size(Flat file) {
    String size = file.one("metadata.size");
    return size == null || !size.matches("[0-9]{1,18}") ? -1 : Long.parseLong(size);
  }
}
