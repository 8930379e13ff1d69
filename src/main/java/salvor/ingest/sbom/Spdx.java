package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageReport.Software;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** An SPDX document: packages and files. */
final class Spdx {
  private Spdx() {}

  /** A member of the document. */
  static void member(String name, JsonParser parser, Reported report, FileList list) {
    switch (name) {
      case "creationInfo" -> {
        JsonNode made = Elements.tree(parser);
        report.time(Fields.text(made, "created"));
        Fields.texts(made, "creators").stream()
            .filter(who -> who.startsWith("Tool: "))
            .findFirst()
            .ifPresent(who -> report.tool(who.substring(6), null));
      }
      case "files" ->
          Elements.each(
              parser,
              at -> list.add(Flat.read(at, Set.of("fileName")).one("fileName"), -1, -1, null));
      case "packages" -> Elements.each(parser, at -> part(Elements.tree(at), report));
      default -> parser.skipChildren();
    }
  }

  private static void part(@Nullable JsonNode part, Reported report) {
    String name = Fields.text(part, "name");
    if (part == null || name == null) {
      report.unclear("a package without a name, or larger than any");
      return;
    }
    String version = Fields.text(part, "versionInfo");
    String purpose = Fields.text(part, "primaryPackagePurpose");
    List<String> locators = each(part, "externalRefs", "referenceLocator");
    if ("CONTAINER".equals(purpose)) {
      report.name(name);
      report.digest(version);
      each(part, "checksums", "checksumValue").forEach(hex -> report.digest("sha256:" + hex));
      locators.forEach(report::digest);
      List<String> remarks = new ArrayList<>(Fields.texts(part, "attributionTexts"));
      remarks.addAll(each(part, "annotations", "comment"));
      remarks.stream()
          .filter(text -> text.startsWith("ImageID:") || text.startsWith("RepoDigest:"))
          .forEach(report::digest);
      report.passed("the image itself", 1);
      return;
    }
    report.software(
        new Software(
            Reported.brief(name),
            Ratings.brief(version),
            Ratings.brief(purpose),
            locators.stream()
                .filter(text -> text.startsWith("pkg:"))
                .findFirst()
                .map(Reported::brief)
                .orElse(null),
            null));
  }

  private static List<String> each(JsonNode part, String list, String member) {
    List<String> texts = new ArrayList<>();
    JsonNode all = Fields.at(part, list);
    if (all != null && all.isArray()) {
      for (JsonNode one : all) {
        String text = Fields.text(one, member);
        if (text != null) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
