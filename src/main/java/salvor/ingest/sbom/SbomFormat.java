package salvor.ingest.sbom;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Beginning;
import salvor.ingest.DocumentFormat;
import salvor.ingest.Sink;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A report on an image as a whole source, told by how it begins. It may be far longer than any
 * record. What follows it is read as records are.
 */
public final class SbomFormat implements DocumentFormat {
  private static final Pattern SYFT = Pattern.compile("\\s*\\{\\s*\"artifacts\"\\s*:\\s*\\[");
  private static final Pattern CYCLONEDX = Pattern.compile("\"bomFormat\"\\s*:\\s*\"CycloneDX\"");
  private static final Pattern SPDX = Pattern.compile("\"spdxVersion\"\\s*:\\s*\"SPDX-2");
  private static final Pattern TRIVY =
      Pattern.compile("\\s*\\{\\s*\"(?:SchemaVersion\"\\s*:\\s*[0-9]|ClusterName\"\\s*:\\s*\")");
  private static final Pattern TRIVY_TOO =
      Pattern.compile("\"(?:ArtifactName|Results|Resources|Metadata)\"\\s*:");
  private static final Pattern GRYPE =
      Pattern.compile(
          "\\s*\\{\\s*\"matches\"\\s*:\\s*\\[\\s*(?:\\{\\s*\"vulnerability\"\\s*:|\\]\\s*,\\s*\"(?:source|ignoredMatches)\")");
  private static final Pattern SARIF =
      Pattern.compile(
          "\\s*\\{\\s*\"(?:version\"\\s*:\\s*\"2\\.[^{]{0,200}|\\$schema\"\\s*:\\s*\"[^\"]*sarif[^{]{0,200})\"runs\"\\s*:\\s*\\[");
  private static final Pattern GITLAB =
      Pattern.compile("\\s*\\{[^\\[]*\"scan\"\\s*:[^\\[]*\"type\"\\s*:\\s*\"container_scanning\"");
  private static final int HEAD = 1 << 14;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int DEEPEST = 200;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();
  private final String name;
  private final boolean scans;

  private SbomFormat(String name, boolean scans) {
    this.name = name;
    this.scans = scans;
  }

  /** Lists of software and files: Syft, CycloneDX, SPDX. */
  public static SbomFormat lists() {
    return new SbomFormat("sbom", false);
  }

  /** Reports of scanners: Trivy, Grype, also as SARIF or for GitLab. */
  public static SbomFormat scans() {
    return new SbomFormat("image-scan", true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean begins(Beginning head) {
    return form(head.text()) != null;
  }

  private @Nullable ReportForm form(String text) {
    String head = text.substring(0, Math.min(text.length(), HEAD));
    if (!head.stripLeading().startsWith("{")) {
      return null;
    } else if (scans) {
      if (TRIVY.matcher(head).lookingAt() && TRIVY_TOO.matcher(head).find()) {
        return ReportForm.TRIVY;
      } else if (SARIF.matcher(head).lookingAt()) {
        return ReportForm.SARIF;
      } else if (GITLAB.matcher(head).lookingAt()) {
        return ReportForm.GITLAB;
      }
      return GRYPE.matcher(head).lookingAt() ? ReportForm.GRYPE : null;
    } else if (SYFT.matcher(head).lookingAt()) {
      return ReportForm.SYFT;
    } else if (CYCLONEDX.matcher(head).find()) {
      return ReportForm.CYCLONEDX;
    }
    return SPDX.matcher(head).find() ? ReportForm.SPDX : null;
  }

  @Override
  public void read(InputStream in, Beginning head, Sink sink) throws IOException {
    ReportForm form = form(head.text());
    if (form == null) {
      return;
    }
    RecordRef whole = new RecordRef(head.source(), 1, head.offset(), 0);
    ReportForm.Reading reading = form.reading(whole, false, sink);
    ByteArrayOutputStream ahead = new ByteArrayOutputStream();
    long end;
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
      try {
        parser.nextToken();
        reading.members(parser);
      } catch (JacksonException cause) {
        reading.report().unclear("damaged or cut off here: only what stood before is taken");
        reading.end(false);
        return;
      }
      end = parser.currentLocation().getByteOffset();
      parser.releaseBuffered(ahead);
    }
    reading.end(true);
    head.records()
        .read(
            new SequenceInputStream(new ByteArrayInputStream(ahead.toByteArray()), in),
            head.offset() + Math.max(0, end));
  }
}
