package salvor.ingest.sbom;

import java.io.InputStream;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Beginning;
import salvor.ingest.DocumentFormat;
import salvor.ingest.Sink;
import salvor.workload.ImageContents.Origin;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** A software bill of materials that lists files, told by how it begins. */
public final class SbomFormat implements DocumentFormat {
  private static final Pattern SYFT = Pattern.compile("\\s*\\{\\s*\"artifacts\"\\s*:\\s*\\[");
  private static final Pattern CYCLONEDX = Pattern.compile("\"bomFormat\"\\s*:\\s*\"CycloneDX\"");
  private static final Pattern SPDX = Pattern.compile("\"spdxVersion\"\\s*:\\s*\"SPDX-2");
  private static final int HEAD = 1 << 14;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int DEEPEST = 200;

  private static final Set<String> SYFT_FILE =
      Set.of(
          "location.path",
          "metadata.mode",
          "metadata.type",
          "metadata.linkDestination",
          "metadata.size");
  private static final Set<String> SYFT_SOURCE =
      Set.of(
          "metadata.imageID",
          "metadata.manifestDigest",
          "metadata.repoDigests",
          "metadata.tags",
          "metadata.os",
          "metadata.architecture");
  private static final String SELECTION = "configuration.files.selection";
  private static final Set<String> CYCLONEDX_IMAGE =
      Set.of("component.name", "component.version", "component.purl");
  private static final Set<String> SPDX_PACKAGE =
      Set.of(
          "name",
          "versionInfo",
          "primaryPackagePurpose",
          "checksums.checksumValue",
          "externalRefs.referenceLocator");

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  @Override
  public String name() {
    return "sbom";
  }

  @Override
  public boolean begins(Beginning head) {
    return origin(head.text()) != null;
  }

  private static @Nullable Origin origin(String text) {
    String head = text.substring(0, Math.min(text.length(), HEAD));
    if (!head.stripLeading().startsWith("{")) {
      return null;
    } else if (SYFT.matcher(head).lookingAt()) {
      return Origin.SYFT;
    } else if (CYCLONEDX.matcher(head).find()) {
      return Origin.CYCLONEDX;
    }
    return SPDX.matcher(head).find() ? Origin.SPDX : null;
  }

  @Override
  public void read(InputStream in, Beginning head, Sink sink) {
    Origin origin = origin(head.text());
    if (origin == null) {
      return;
    }
    FileList list = new FileList(sink);
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
      parser.nextToken();
      for (JsonToken t; (t = parser.nextToken()) != JsonToken.END_OBJECT && t != null; ) {
        String name = parser.currentName();
        parser.nextToken();
        member(origin, name, parser, list);
      }
      if (parser.nextToken() != null) {
        sink.unreadable(
            new RecordRef(head.source(), 1, 0, 0), "what follows a list of files is not read");
      }
      list.end(origin);
    } catch (JacksonException cause) {
      sink.unreadable(
          new RecordRef(head.source(), 1, 0, 0),
          "a list of files that is damaged or cut off; nothing is taken");
    }
  }

  private static void member(Origin origin, String name, JsonParser parser, FileList list) {
    switch (origin) {
      case SYFT -> syft(name, parser, list);
      case CYCLONEDX -> cycloneDx(name, parser, list);
      case SPDX -> spdx(name, parser, list);
      case ARCHIVE -> parser.skipChildren();
    }
  }

  private static void syft(String name, JsonParser parser, FileList list) {
    switch (name) {
      case "artifacts" -> each(parser, Set.of(), _ -> list.other());
      case "files" -> each(parser, SYFT_FILE, file -> syftFile(file, list));
      case "source" -> {
        Flat source = Flat.read(parser, SYFT_SOURCE);
        list.digest(source.one("metadata.manifestDigest"));
        source.all("metadata.repoDigests").forEach(list::digest);
        list.digest(source.one("metadata.imageID"));
        source.all("metadata.tags").forEach(list::name);
        list.platform(source.one("metadata.os"), source.one("metadata.architecture"));
      }
      case "descriptor" -> {
        if ("all".equals(Flat.read(parser, Set.of(SELECTION)).one(SELECTION))) {
          list.complete();
        }
      }
      default -> parser.skipChildren();
    }
  }

  private static void syftFile(Flat file, FileList list) {
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

  private static void cycloneDx(String name, JsonParser parser, FileList list) {
    switch (name) {
      case "components" ->
          each(
              parser,
              Set.of("type", "name"),
              part -> {
                if ("file".equals(part.one("type"))) {
                  list.add(part.one("name"), -1, -1, null);
                } else {
                  list.other();
                }
              });
      case "metadata" -> {
        Flat image = Flat.read(parser, CYCLONEDX_IMAGE);
        list.name(image.one("component.name"));
        list.digest(image.one("component.version"));
        list.digest(image.one("component.purl"));
      }
      default -> parser.skipChildren();
    }
  }

  private static void spdx(String name, JsonParser parser, FileList list) {
    switch (name) {
      case "files" ->
          each(parser, Set.of("fileName"), file -> list.add(file.one("fileName"), -1, -1, null));
      case "packages" ->
          each(
              parser,
              SPDX_PACKAGE,
              part -> {
                list.other();
                if ("CONTAINER".equals(part.one("primaryPackagePurpose"))) {
                  list.name(part.one("name"));
                  list.digest(part.one("versionInfo"));
                  part.all("checksums.checksumValue").forEach(hex -> list.digest("sha256:" + hex));
                  part.all("externalRefs.referenceLocator").forEach(list::digest);
                }
              });
      default -> parser.skipChildren();
    }
  }

  private interface Each {
    void take(Flat element);
  }

  private static void each(JsonParser parser, Set<String> wanted, Each each) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (JsonToken t; (t = parser.nextToken()) != JsonToken.END_ARRAY && t != null; ) {
      each.take(Flat.read(parser, wanted));
    }
  }
}
