package salvor.custody.redact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is taken out by how it looks, by the name of its field, or since it was named itself. */
public final class RedactionRules {
  /** A rule of its own: objects of the kind Secret and what requests for them carry. */
  public static final String SECRET = "secret-data";

  /** Values beside names such as password or token. */
  public static final String NAMED = "named";

  /** Passwords in URLs. */
  public static final String URL = "url-password";

  /** Private keys. */
  public static final String PEM = "private-key";

  /** What is too long to be looked into. */
  public static final String TOO_LONG = "too-long";

  private static final int VERSION = 1;
  private static final int MOST = 500;

  /** The name of a field is no longer. */
  static final int LONGEST_FIELD = 200;

  private static final int LARGEST_FILE = 1 << 18;

  private final List<Word> words;
  private final Map<String, String> fields;
  private final Map<String, String> texts;

  /**
   * A word that begins in a certain way.
   *
   * @param chars what it goes on with
   * @param min how long it is at least, with its beginning unless that stays
   * @param keep whether the beginning stays
   */
  record Word(String id, String starts, BitSet chars, int min, boolean keep) {}

  /** Rules cannot be used; the message says where and why. */
  public static final class Unusable extends IOException {
    private static final long serialVersionUID = 1;

    Unusable(String why) {
      super(why);
    }
  }

  private RedactionRules(List<Word> words, Map<String, String> fields, Map<String, String> texts) {
    this.words = List.copyOf(words);
    this.fields = Map.copyOf(fields);
    this.texts = Map.copyOf(texts);
  }

  /** The rules that are built in. */
  public static RedactionRules builtIn() {
    try (InputStream in = RedactionRules.class.getResourceAsStream("rules.json")) {
      RedactionRules none = new RedactionRules(List.of(), Map.of(), Map.of());
      return none.and(JsonMapper.shared().readTree(in), "the rules that are built in");
    } catch (IOException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** The published schema of a file of rules. */
  public static String schema() throws IOException {
    try (InputStream in = RedactionRules.class.getResourceAsStream("rules.schema.json")) {
      if (in == null) {
        throw new IOException("the schema is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The same and those of a file, JSON or YAML.
   *
   * @throws Unusable when it holds anything else; rules that were left out in silence would leave
   *     secrets in
   */
  public RedactionRules and(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new Unusable(file + ": longer than " + LARGEST_FILE + " bytes; it is no file of rules");
    }
    String text = Files.readString(file);
    try {
      JsonNode tree =
          text.stripLeading().startsWith("{")
              ? JsonMapper.shared().readTree(text)
              : new YAMLMapper().readTree(text);
      return and(tree, file.toString());
    } catch (JacksonException | ClassCastException | StackOverflowError cause) {
      throw new Unusable(file + ": neither JSON nor YAML that can be read");
    }
  }

  /** The same and a field whose values go. */
  public RedactionRules field(String name) throws Unusable {
    if (name.isBlank() || name.strip().length() > LONGEST_FIELD) {
      throw new Unusable("a field has a name of 1 to " + LONGEST_FIELD + " characters");
    }
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(bytes(name.strip()).toLowerCase(Locale.ROOT), "field");
    return new RedactionRules(words, more, texts);
  }

  private RedactionRules and(JsonNode file, String name) throws Unusable {
    JsonNode rules = file.path("rules");
    require(file.isObject() && file.size() == 2 && rules.isArray(), name, "version and rules");
    require(file.path("version").asInt(0) == VERSION, name, "version " + VERSION);
    require(rules.size() <= MOST, name, "at most " + MOST + " rules");
    List<Word> moreWords = new ArrayList<>(words);
    Map<String, String> moreFields = new LinkedHashMap<>(fields);
    Map<String, String> moreTexts = new LinkedHashMap<>(texts);
    for (JsonNode rule : rules) {
      String id = rule.path("id").asString("");
      require(isId(id), name, "an id of a-z, 0-9 and - for each rule");
      Set<String> members = new LinkedHashSet<>(rule.propertyNames());
      members.remove("id");
      if (members.equals(Set.of("field"))) {
        String field = limited(rule, "field", 1, LONGEST_FIELD, name);
        moreFields.put(bytes(field).toLowerCase(Locale.ROOT), id);
      } else if (members.equals(Set.of("text"))) {
        moreTexts.put(bytes(limited(rule, "text", Sought.SHORTEST, 10_000, name)), id);
      } else {
        members.remove("keep");
        require(
            members.equals(Set.of("starts", "chars", "min")),
            name,
            "in " + id + " field, text, or starts, chars and min");
        moreWords.add(word(id, rule, name));
      }
    }
    return new RedactionRules(moreWords, moreFields, moreTexts);
  }

  private static Word word(String id, JsonNode rule, String name) throws Unusable {
    int min = rule.path("min").asInt(0);
    require(min >= 1 && min <= 10_000, name, "min of " + id + " from 1 to 10000");
    return new Word(
        id,
        bytes(limited(rule, "starts", 2, 100, name)),
        chars(limited(rule, "chars", 1, 200, name), name),
        min,
        rule.path("keep").asBoolean(false));
  }

  private static BitSet chars(String said, String name) throws Unusable {
    BitSet chars = new BitSet();
    for (int i = 0; i < said.length(); i++) {
      char c = said.charAt(i);
      require(c > ' ' && c < 0x7F, name, "chars of ASCII without blanks");
      boolean range = i + 2 < said.length() && said.charAt(i + 1) == '-';
      char last = range ? said.charAt(i + 2) : c;
      require(last >= c && last < 0x7F, name, "ranges in chars that go up");
      chars.set(c, last + 1);
      i += range ? 2 : 0;
    }
    return chars;
  }

  private static boolean isId(String id) {
    return !id.isEmpty()
        && id.length() <= 32
        && id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static String limited(JsonNode rule, String member, int least, int most, String name)
      throws Unusable {
    String text = rule.path(member).isString() ? rule.path(member).stringValue() : "";
    require(
        text.length() >= least && text.length() <= most,
        name,
        member + " of " + least + " to " + most + " characters");
    return text;
  }

  private static void require(boolean holds, String name, String wanted) throws Unusable {
    if (!holds) {
      throw new Unusable(name + ": expected " + wanted);
    }
  }

  /** A text as its bytes in UTF-8, one character each. */
  static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  List<Word> words() {
    return words;
  }

  /** Texts that were named themselves, with the rule of each. */
  Map<String, String> texts() {
    return texts;
  }

  /** Whether fields are named. */
  boolean hasFields() {
    return !fields.isEmpty();
  }

  /** The rule of a field; null when it has none. */
  @Nullable String ofField(String path, String name) {
    if (fields.isEmpty()) {
      return null;
    }
    String low = path.toLowerCase(Locale.ROOT);
    String own = fields.get(name.toLowerCase(Locale.ROOT));
    for (Map.Entry<String, String> each : fields.entrySet()) {
      if (own == null && (low.equals(each.getKey()) || low.endsWith("." + each.getKey()))) {
        own = each.getValue();
      }
    }
    return own;
  }

  /** The ids of all rules, those that are code included. */
  public List<String> ids() {
    Set<String> ids = new LinkedHashSet<>(List.of(SECRET, NAMED, URL, PEM));
    words.forEach(word -> ids.add(word.id()));
    ids.addAll(fields.values());
    ids.addAll(texts.values());
    ids.add(TOO_LONG);
    return List.copyOf(ids);
  }
}
