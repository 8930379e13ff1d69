package salvor.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps passwords and keys off the screen: by what they are called, and by how they look. */
public final class Secrets {
  /** Stands for what is kept back. */
  public static final String MASK = "••••••";

  private static final Pattern NAME =
      Pattern.compile(
          "(^|[^a-z])(pass|passwd|password|passphrase|pwd|secret|secrets|token|credential|credentials"
              + "|apikey|private|privatekey|accesskey|signingkey|encryptionkey|authkey|dsn|auth)s?($|[^a-z])"
              + "|(api|access|private|secret|signing|encryption|auth|session|license)[^a-z]?key"
              + "|password|passwd|secret");

  /** Names a thing that is no secret itself: where a secret is, how long it lasts. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "[^a-z](file|path|dir|url|uri|name|ref|enabled|ttl|timeout|expiry|length|type|mode|host|port)$");

  private static final List<Pattern> VALUES =
      List.of(
          Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]*"),
          Pattern.compile(
              "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(-----END [A-Z ]*KEY-----|$)"),
          Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"),
          Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})"),
          Pattern.compile("\\bglpat-[A-Za-z0-9_-]{16,}"),
          Pattern.compile("\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
          Pattern.compile("\\b[sr]k_(live|test)_[A-Za-z0-9]{16,}"),
          Pattern.compile("\\bAIza[A-Za-z0-9_-]{30,}"),
          Pattern.compile("\\b(hvs\\.|s\\.)[A-Za-z0-9]{22,}"));

  private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@]*:)[^/\\s@]+(@)");
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "(?i)((?:^|[\\s,;&?])-{0,2}[a-z0-9_.-]*(?:password|passwd|secret|token|api[_-]?key|access[_-]?key)"
              + "[a-z0-9_-]*[=:]\\s*)([^\\s,;&]+)");

  /** An option and its value, also as two elements of a list in JSON. */
  private static final Pattern OPTION =
      Pattern.compile(
          "(?i)((?:^|[\\s\"'\\[,])-{1,2}([a-z0-9_.-]+)[\"']?[\\s,=:]+)"
              + "(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s\"',;&\\]-][^\\s\"',;&\\]]*)");

  private Secrets() {}

  /** Whether a variable or key of this name holds a secret. */
  public static boolean isNamed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAME.matcher(lower).find() && !ABOUT.matcher(lower).find();
  }

  /** A text without what looks like a secret in it. */
  public static String masked(String text) {
    String masked = text;
    for (Pattern value : VALUES) {
      masked = value.matcher(masked).replaceAll(MASK);
    }
    masked = USER_INFO.matcher(masked).replaceAll("$1" + MASK + "$2");
    masked = ARGUMENT.matcher(masked).replaceAll("$1" + MASK);
    return OPTION
        .matcher(masked)
        .replaceAll(option ->
            Matcher.quoteReplacement(
                isNamed(option.group(2)) ? option.group(1) + MASK : option.group()));
  }

  /** The words of a command without what is, or looks like, a secret. */
  public static List<String> words(List<String> words) {
    List<String> masked = new ArrayList<>();
    String before = "";
    for (String word : words) {
      boolean value = before.matches("--?[A-Za-z0-9_.-]+") && !word.startsWith("-");
      masked.add(value ? masked(before.replaceFirst("^--?", ""), word) : masked(word));
      before = word;
    }
    return masked;
  }

  /** A URL without user and password, however it is spelt. */
  public static String address(String url) {
    int scheme = url.indexOf("://") + 3;
    int user = url.lastIndexOf('@');
    return user < scheme
        ? url
        : url.substring(0, scheme < 3 ? 0 : scheme) + url.substring(user + 1);
  }

  /** The value of a variable without what is, or looks like, a secret. */
  public static String masked(String name, String value) {
    return isNamed(name) && !value.isEmpty() ? MASK : masked(value);
  }

  /**
   * An object as it may be shown: a copy without managed fields and the configuration that was last
   * applied, which repeats it, and with secrets masked.
   */
  public static JsonNode shown(JsonNode object) {
    JsonNode copy = object.deepCopy();
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
      if (metadata.path("annotations") instanceof ObjectNode annotations) {
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
      }
    }
    if (copy instanceof ObjectNode whole && whole.path("kind").asString("").equals("Secret")) {
      for (String field : List.of("data", "stringData")) {
        if (whole.path(field) instanceof ObjectNode values) {
          values.propertyNames().stream().toList().forEach(key -> values.put(key, MASK));
        }
      }
    }
    mask(copy);
    return copy;
  }

  private static void mask(JsonNode node) {
    if (node instanceof ObjectNode object) {
      boolean variable = object.has("name") && object.path("value").isString();
      if (variable) {
        String name = object.path("name").asString("");
        object.put("value", masked(name, object.path("value").asString("")));
      }
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        if (field.getValue().isString() && !(variable && field.getKey().equals("value"))) {
          object.put(field.getKey(), masked(field.getValue().asString("")));
        } else {
          mask(field.getValue());
        }
      }
    } else if (node instanceof ArrayNode list) {
      List<String> words = words(list.valueStream().map(each -> each.asString("")).toList());
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).isString()) {
          list.set(i, list.stringNode(words.get(i)));
        } else {
          mask(list.get(i));
        }
      }
    }
  }
}
