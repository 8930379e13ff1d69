package salvor.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads which pipeline rebuilds an image, as {@code hotfix.schema.json} describes it. Where a
 * secret is due, only where it is can be said; one that stands there itself is refused.
 */
public final class HotfixSettingsText {
  /** The file, in the folder of a case. */
  public static final String FILE = "hotfix.json";

  private static final int MOST_BYTES = 1 << 16;
  private static final int LONGEST = 2000;
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final List<Problem> problems = new ArrayList<>();
  private final JsonNode root;

  private HotfixSettingsText(JsonNode root) {
    this.root = root;
  }

  /** What is wrong, and where; {@code report} has the sentences. */
  public record Problem(String place, Cause cause, String detail) {
    /** What can be wrong. */
    public enum Cause {
      TOO_LARGE,
      NOT_JSON,
      UNKNOWN_SYSTEM,
      UNKNOWN_ENTRY,
      MISSING,
      WRONG_TYPE,
      TOO_LONG,
      /** Neither https nor on this machine, or with a user in it. */
      UNSAFE_ADDRESS,
      /** A secret, where only where it is may stand. */
      SECRET_ITSELF
    }
  }

  /**
   * What was read.
   *
   * @param settings null where anything is wrong
   */
  public record Reading(@Nullable HotfixSettings settings, List<Problem> problems) {
    /** Copies the list. */
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read
   */
  public static Reading read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    return read(new String(bytes, StandardCharsets.UTF_8));
  }

  /** The published schema of the settings (JSON Schema 2020-12) as text. */
  public static String schema() throws IOException {
    try (InputStream in = HotfixSettingsText.class.getResourceAsStream("hotfix.schema.json")) {
      if (in == null) {
        throw new IOException("the schema is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Reads a text. */
  public static Reading read(String text) {
    if (text.length() > MOST_BYTES) {
      return wrong(Problem.Cause.TOO_LARGE, Integer.toString(MOST_BYTES));
    }
    try {
      JsonNode root = STRICT.readTree(text);
      if (!root.isObject()) {
        return wrong(Problem.Cause.NOT_JSON, "no object");
      }
      HotfixSettingsText reading = new HotfixSettingsText(root);
      HotfixSettings settings = reading.settings();
      return new Reading(reading.problems.isEmpty() ? settings : null, reading.problems);
    } catch (JacksonException e) {
      return wrong(Problem.Cause.NOT_JSON, e.getOriginalMessage());
    }
  }

  private static Reading wrong(Problem.Cause cause, String detail) {
    return new Reading(null, List.of(new Problem("", cause, detail)));
  }

  private @Nullable HotfixSettings settings() {
    String system = needed("system");
    return switch (system) {
      case "tekton" -> {
        only("namespace", "pipeline", "serviceAccount", "parameters", "digestResult");
        yield new HotfixSettings.Tekton(
            needed("namespace"),
            needed("pipeline"),
            optional("serviceAccount"),
            texts("parameters"),
            or("digestResult", "IMAGE_DIGEST"));
      }
      case "argo" -> {
        only("namespace", "template", "parameters", "digestResult");
        yield new HotfixSettings.Argo(
            needed("namespace"),
            needed("template"),
            texts("parameters"),
            or("digestResult", "image-digest"));
      }
      case "github", "forgejo" -> dispatch(system);
      case "gitlab" -> {
        only("api", "project", "ref", "variables", "trigger", "read");
        yield new HotfixSettings.GitLab(
            address("api"),
            needed("project"),
            needed("ref"),
            texts("variables"),
            secret("trigger"),
            root.has("read") ? secret("read") : null);
      }
      case "webhook" -> {
        only("url", "key");
        yield new HotfixSettings.Webhook(address("url"), secret("key"));
      }
      default -> {
        problem("system", Problem.Cause.UNKNOWN_SYSTEM, system);
        yield null;
      }
    };
  }

  private HotfixSettings dispatch(String system) {
    only("api", "repository", "workflow", "ref", "inputs", "markInput", "token");
    String repository = needed("repository");
    if (!repository.isEmpty()
        && !repository.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      problem("repository", Problem.Cause.WRONG_TYPE, "OWNER/NAME");
    }
    return new HotfixSettings.Dispatch(
        HotfixSettings.Dispatch.Flavour.valueOf(system.toUpperCase(Locale.ROOT)),
        address("api"),
        repository,
        needed("workflow"),
        needed("ref"),
        texts("inputs"),
        optional("markInput"),
        secret("token"));
  }

  private void problem(String place, Problem.Cause cause, String detail) {
    problems.add(new Problem(place, cause, detail));
  }

  private void only(String... entries) {
    Set<String> known = Set.of(entries);
    root.propertyNames().stream()
        .filter(name -> !name.equals("system") && !known.contains(name))
        .forEach(name -> problem(name, Problem.Cause.UNKNOWN_ENTRY, name));
  }

  private @Nullable String optional(String entry) {
    JsonNode value = root.path(entry);
    if (value.isMissingNode()) {
      return null;
    }
    return text(entry, value);
  }

  private String text(String place, JsonNode value) {
    if (!value.isString()) {
      problem(place, Problem.Cause.WRONG_TYPE, "text");
      return "";
    }
    if (value.asString().length() > LONGEST) {
      problem(place, Problem.Cause.TOO_LONG, Integer.toString(LONGEST));
    }
    return value.asString();
  }

  private String or(String entry, String otherwise) {
    String said = optional(entry);
    return said == null ? otherwise : said;
  }

  private String needed(String entry) {
    String said = optional(entry);
    if (said == null || said.isBlank()) {
      problem(entry, Problem.Cause.MISSING, entry);
    }
    return said == null ? "" : said;
  }

  private Map<String, String> texts(String entry) {
    Map<String, String> texts = new TreeMap<>();
    JsonNode of = root.path(entry);
    if (!of.isMissingNode() && !of.isObject()) {
      problem(entry, Problem.Cause.WRONG_TYPE, "object of texts");
    }
    of.properties()
        .forEach(
            each -> texts.put(each.getKey(), text(entry + "." + each.getKey(), each.getValue())));
    return texts;
  }

  private URI address(String entry) {
    String said = needed(entry);
    try {
      URI address = URI.create(said);
      if (said.isEmpty() || PipelineHttp.isSafe(address)) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // is told as unsafe
    }
    problem(entry, Problem.Cause.UNSAFE_ADDRESS, "");
    return URI.create("");
  }

  private SecretRef secret(String entry) {
    JsonNode of = root.path(entry);
    if (of.isMissingNode()) {
      problem(entry, Problem.Cause.MISSING, entry);
    } else if (of.isString()) {
      problem(entry, Problem.Cause.SECRET_ITSELF, "");
    } else if (of.size() == 1 && of.path("variable").isString()) {
      return new SecretRef.Variable(of.path("variable").asString());
    } else if (of.size() == 1 && of.path("keyring").isString()) {
      return new SecretRef.InKeyring(of.path("keyring").asString());
    } else if (of.size() == 1 && of.path("file").isString()) {
      try {
        return new SecretRef.InFile(Path.of(of.path("file").asString()));
      } catch (InvalidPathException _) {
        problem(entry + ".file", Problem.Cause.WRONG_TYPE, "path");
      }
    } else {
      problem(
          entry,
          Problem.Cause.WRONG_TYPE,
          "{\"variable\": NAME}, {\"keyring\": ACCOUNT} or {\"file\": PATH}");
    }
    return new SecretRef.Variable("");
  }
}
