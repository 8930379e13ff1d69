package salvor.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import salvor.baseline.ProfileJson;
import salvor.custody.Seal;
import salvor.custody.Sha256;
import salvor.custody.SigningKey;
import salvor.evidence.Source;
import salvor.report.policy.PolicyForm;
import salvor.review.ReviewFiles;

/**
 * What is to change after an incident, as one signed folder: the baselines before and after, those
 * of the attacked workloads as policies of other tools, the rules, and a document that names every
 * file by its hash, with the acts, the replays, the author and the reason.
 */
public final class ChangeSet {
  /** The document that is signed. */
  public static final String DOCUMENT = "change-set.json";

  /** Its signature. */
  public static final String SEAL = DOCUMENT + ".sig";

  static final String KIND = "SalvorChangeSet";
  static final int VERSION = 1;
  static final String BEFORE = "baseline-before.json";
  static final String AFTER = "baseline-after.json";

  private ChangeSet() {}

  /**
   * Who wants the change, and why.
   *
   * @param author the name that people know
   */
  public record Statement(String author, String reason, Instant at) {}

  /** The published schema of the document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("change-set.schema.json");
  }

  /**
   * The files that the document names, by their names in it.
   *
   * @param forms in which the baselines of the attacked workloads are written too
   */
  public static Map<String, byte[]> files(ReviewReport report, Set<PolicyForm> forms) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(BEFORE, bytes(ProfileJson.write(report.review().baselines())));
    files.put(AFTER, bytes(ProfileJson.write(report.review().changed())));
    ChangePolicies.of(report, forms).forEach((name, text) -> files.put(name, bytes(text)));
    ReviewFiles.of(report.review()).forEach((name, text) -> files.put(name, bytes(text)));
    return files;
  }

  /** Where in it the policies of a form are. */
  public static String folder(PolicyForm form) {
    return ChangePolicies.folder(form);
  }

  /** Writes all of it to a folder, which must be new or empty. */
  public static Seal write(Path folder, ReviewReport report, Statement statement, SigningKey key)
      throws IOException {
    return write(folder, report, files(report, EnumSet.allOf(PolicyForm.class)), statement, key);
  }

  /**
   * Writes these files of it, and the document that names them.
   *
   * @throws IOException with file, cause and remedy in its message
   */
  public static Seal write(
      Path folder,
      ReviewReport report,
      Map<String, byte[]> files,
      Statement statement,
      SigningKey key)
      throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Output.unwritten(folder, e);
    }
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IOException(folder + " is not empty; name a new folder");
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Output.to(path, out -> out.write(file.getValue()));
    }
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    JsonDocument.write(document, json -> document(json, report, statement, files));
    Seal seal = key.seal(document.toByteArray());
    Output.to(folder.resolve(DOCUMENT), document::writeTo);
    Output.to(
        folder.resolve(SEAL),
        out ->
            JsonDocument.write(
                out,
                json -> {
                  json.text("kind", "SalvorSeal");
                  json.text("algorithm", Seal.ALGORITHM);
                  json.text("publicKey", seal.publicKey());
                  json.text("signature", seal.signature());
                }));
    return seal;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String hash(byte[] content) {
    Sha256 hash = new Sha256();
    hash.update(content, 0, content.length);
    return hash.hex();
  }

  private static void document(
      JsonDocument json, ReviewReport report, Statement statement, Map<String, byte[]> files) {
    json.text("kind", KIND);
    json.number("version", VERSION);
    json.text("author", statement.author());
    json.text("reason", statement.reason());
    json.text("at", statement.at().toString());
    json.objects("evidence", report.evidence().sources(), source -> evidence(json, source));
    json.text("baselineBefore", hash(files.getOrDefault(BEFORE, new byte[0])));
    json.text("baselineAfter", hash(files.getOrDefault(AFTER, new byte[0])));
    json.objects(
        "files",
        files.entrySet(),
        file -> {
          json.text("path", file.getKey());
          json.text("sha256", hash(file.getValue()));
          json.number("bytes", file.getValue().length);
        });
    json.object("review", () -> ReviewJson.content(report, json));
  }

  private static void evidence(JsonDocument json, Source source) {
    json.text("path", source.path());
    json.text("sha256", source.sha256());
    json.number("observations", source.observations());
  }
}
