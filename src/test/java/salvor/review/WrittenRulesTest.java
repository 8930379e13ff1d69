package salvor.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.baseline.Reason;
import salvor.evidence.Kind;
import salvor.evidence.Quality;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is written holds against schemas and, where it is installed, the real compiler. */
class WrittenRulesTest {
  private static final Path DATA = Path.of("../shared/data/profiles-and-policies");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Replay REPLAY =
      new Replay(
          java.nio.IntBuffer.allocate(1),
          true,
          1,
          0,
          0,
          0,
          0,
          0,
          0,
          List.of(),
          0,
          List.of(),
          List.of(),
          60);

  /** Texts as an attacker would choose them. */
  private static final List<String> HOSTILE =
      List.of(
          "/tmp/a\" or proc.pid = 1 or proc.name = \"b",
          "/tmp/x\n- rule: evil",
          "/tmp/{{ }}: &a *b !!c %d #",
          "/tmp/\\\" or evt.num > 0",
          "/tmp/\u202e\u0007\u001b[31m",
          "/tmp/*?[a-z]");

  private static Asked in(Field field, String... values) {
    return new Asked.In(field, new TreeSet<>(List.of(values)));
  }

  private static Rule rule(Rule.Purpose purpose, Kind kind, Asked... way) {
    boolean api = kind == Kind.API_REQUEST;
    List<Asked> scope =
        api ? List.of() : List.of(in(Field.NAMESPACE, "shop"), in(Field.CONTAINER, "web"));
    WorkloadRef web = new WorkloadRef("shop", "Deployment", "web");
    return new Rule(
        RuleIds.id(web, "web", purpose),
        purpose,
        web,
        "web",
        new Condition(kind, scope, List.of(List.of(way), List.of(way))),
        java.util.Set.of(Reason.NEW_BINARY_IN_IMAGE));
  }

  private static List<Rule> rules() {
    String[] hostile = HOSTILE.toArray(String[]::new);
    Asked program = in(Field.EXECUTABLE, hostile);
    Asked quoted = in(Field.EXECUTABLE, HOSTILE.getFirst(), HOSTILE.get(2), HOSTILE.get(3));
    return List.of(
        rule(Rule.Purpose.NEW_PROGRAM, Kind.PROCESS_STARTED, program),
        rule(
            Rule.Purpose.NEW_PROGRAM,
            Kind.PROCESS_STARTED,
            in(Field.EXECUTABLE, "/bin/busybox"),
            in(Field.NAME, "wget")),
        rule(
            Rule.Purpose.NEW_PARENT,
            Kind.PROCESS_STARTED,
            program,
            in(Field.PARENT, "/usr/bin/sh")),
        rule(
            Rule.Purpose.UNKNOWN_PROGRAM,
            Kind.PROCESS_STARTED,
            new Asked.NotIn(Field.EXECUTABLE, new TreeSet<>(HOSTILE))),
        rule(
            Rule.Purpose.NEW_ARGUMENTS,
            Kind.PROCESS_STARTED,
            program,
            new Asked.Contains(Field.ARGUMENTS, "\"; `\n")),
        rule(
            Rule.Purpose.FROM_MEMORY,
            Kind.PROCESS_STARTED,
            new Asked.Marked(Quality.EXE_FROM_MEMFD)),
        rule(Rule.Purpose.NEW_PROGRAM, Kind.PROCESS_STARTED, quoted),
        rule(Rule.Purpose.FILE_CHANGED, Kind.FILE_WRITTEN, in(Field.FILE, "/etc/cron.d/x"), quoted),
        rule(Rule.Purpose.FILE_READ, Kind.FILE_OPENED, in(Field.FILE, hostile), program),
        rule(Rule.Purpose.FILE_CHANGED, Kind.FILE_WRITTEN, in(Field.FILE, hostile), program),
        rule(Rule.Purpose.FILE_DELETED, Kind.FILE_DELETED, in(Field.FILE, hostile), program),
        rule(
            Rule.Purpose.PEER,
            Kind.CONNECTION_OPENED,
            program,
            in(Field.PEER, "203.0.113.66", "2001:db8::1"),
            in(Field.PORT, "4444")),
        rule(Rule.Purpose.CLIENT, Kind.CONNECTION_ACCEPTED, in(Field.PEER, "203.0.113.66")),
        rule(Rule.Purpose.LISTENER, Kind.LISTENING, in(Field.PORT, "31337")),
        rule(Rule.Purpose.LOOKUP, Kind.NAME_LOOKED_UP, in(Field.LOOKUP, "pool.example")),
        rule(Rule.Purpose.BOUNDARY, Kind.KERNEL_ACTION, in(Field.CALL, "setns")),
        rule(
            Rule.Purpose.API_REQUEST,
            Kind.API_REQUEST,
            in(Field.USER, "system:serviceaccount:shop:web"),
            in(Field.VERB, "list"),
            in(Field.RESOURCE, "pods/exec", "secrets")));
  }

  /** All documents of a format; each as it is read again. */
  private static List<JsonNode> written(Rendering.Format format) throws NotHeld {
    List<JsonNode> all = new ArrayList<>();
    for (Rule rule : rules()) {
      Map<String, Object> document = document(format, rule);
      if (document != null) {
        String text = new Rendering.Written(format, document, rule.condition(), REPLAY).text();
        all.add(YAML.readTree(text));
      }
    }
    return all;
  }

  private static @Nullable Map<String, Object> document(Rendering.Format format, Rule rule) {
    Condition plain = rule.condition();
    try {
      return switch (format) {
        case FALCO -> FalcoRules.document(rule, plain, REPLAY);
        case TETRAGON -> TetragonPolicies.document(rule, plain, REPLAY);
        case KUBEARMOR -> KubeArmorPolicies.document(rule, KubeArmorPolicies.held(plain), REPLAY);
        case SIGMA -> SigmaRules.document(rule, SigmaRules.held(plain), REPLAY);
      };
    } catch (NotHeld _) {
      return null;
    }
  }

  private static String own(Rendering.Format format) throws IOException {
    try (InputStream in =
        WrittenRulesTest.class.getResourceAsStream(format.word() + ".schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean fits(String schema, SpecificationVersion version, JsonNode document) {
    return SchemaRegistry.withDefaultDialect(version)
        .getSchema(schema)
        .validate(JSON.writeValueAsString(document), InputFormat.JSON)
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyDocumentIsWhatTheFormatHasAndOneStrangeMemberIsNot(Rendering.Format format)
      throws Exception {
    String schema = own(format);
    List<JsonNode> all = written(format);
    assertThat(all).hasSizeGreaterThan(1);
    for (JsonNode document : all) {
      assertThat(fits(schema, SpecificationVersion.DRAFT_2020_12, document))
          .as(document.toPrettyString())
          .isTrue();
      int mutated = 0;
      for (ObjectNode object : objects(document, new ArrayList<>())) {
        if (object.isEmpty() || isFree(document, object)) {
          continue;
        }
        String name = object.propertyNames().iterator().next();
        JsonNode value = object.remove(name);
        object.set(name + "X", value);
        assertThat(fits(schema, SpecificationVersion.DRAFT_2020_12, document))
            .as(name + "X in " + document)
            .isFalse();
        object.remove(name + "X");
        object.set(name, value);
        mutated++;
      }
      assertThat(mutated).isPositive();
    }
  }

  /** Labels and annotations are called as one likes. */
  private static boolean isFree(JsonNode document, ObjectNode object) {
    JsonNode metadata = document.get("metadata");
    JsonNode labels = document.at("/spec/selector/matchLabels");
    return object == labels || (metadata != null && object == metadata.get("annotations"));
  }

  private static List<ObjectNode> objects(JsonNode node, List<ObjectNode> into) {
    if (node instanceof ObjectNode object) {
      into.add(object);
    }
    node.forEach(child -> objects(child, into));
    return into;
  }

  @Test
  void hostileTextStaysWhereItBelongs() throws Exception {
    for (Rendering.Format format : Rendering.Format.values()) {
      for (JsonNode document : written(format)) {
        assertThat(document.isArray() ? document.size() : 1).isEqualTo(1);
        assertThat(document.toString()).doesNotContain("\"evil\"");
      }
    }
    JsonNode policy = written(Rendering.Format.TETRAGON).getFirst();
    List<String> values = new ArrayList<>();
    policy
        .at("/spec/kprobes/0/selectors/0/matchArgs/0/values")
        .forEach(v -> values.add(v.stringValue()));
    assertThat(values).containsExactlyElementsOf(new TreeSet<>(HOSTILE));
  }

  @Test
  void nothingIsStopped() throws Exception {
    assertThat(written(Rendering.Format.TETRAGON).toString())
        .contains("Post")
        .doesNotContain("Sigkill", "Override");
    assertThat(written(Rendering.Format.KUBEARMOR).toString()).doesNotContain("Block");
  }

  @Test
  void falcosOwnSchemaTakesTheRulesAndExceptions() throws Exception {
    Path file = DATA.resolve("examples/falco-rules.schema.json");
    assumeTrue(Files.exists(file), "Falco's schema is not beside the project");
    String schema = Files.readString(file);
    List<JsonNode> all = new ArrayList<>(written(Rendering.Format.FALCO));
    all.add(exceptions());
    for (JsonNode document : all) {
      assertThat(fits(schema, SpecificationVersion.DRAFT_6, document)).isTrue();
    }
    ObjectNode rule = (ObjectNode) all.getFirst().get(0);
    rule.put("priority", "HIGH");
    assertThat(fits(schema, SpecificationVersion.DRAFT_6, all.getFirst())).isFalse();
    ((ObjectNode) all.getLast().get(0).get("override")).put("exceptions", "add");
    assertThat(fits(schema, SpecificationVersion.DRAFT_6, all.getLast())).isFalse();
  }

  private static JsonNode exceptions() throws NotHeld {
    RuleException exception =
        new RuleException(
            "Run shell untrusted",
            List.of(
                new RuleException.Value(Field.EXECUTABLE, List.of("/usr/bin/dash")),
                new RuleException.Value(Field.NAMESPACE, List.of("shop")),
                new RuleException.Value(Field.ARGUMENTS, List.of("-c a", "-c \"b\""))),
            3,
            0,
            1);
    return YAML.readTree(Yaml.write(List.of(FalcoRules.exception(exception, 1))));
  }

  @Test
  void theStrictSchemaTakesTetragonsOwnExamplesOfItsPart() throws Exception {
    Path folder = DATA.resolve("tetragon/tracingpolicy");
    assumeTrue(Files.isDirectory(folder), "Tetragon's examples are not beside the project");
    String schema = own(Rendering.Format.TETRAGON);
    int taken = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        JsonNode policy = YAML.readTree(Files.readString(file).replaceFirst("(?s)^.*?---\n", ""));
        taken += fits(schema, SpecificationVersion.DRAFT_2020_12, policy) ? 1 : 0;
      }
    }
    assertThat(taken).as("policies of kprobes").isGreaterThanOrEqualTo(5);
  }

  @Test
  void kubeArmorsOwnDefinitionTakesThePoliciesAndNoStrangeMember() throws Exception {
    Path file = DATA.resolve("kubearmor/crd-kubearmorpolicies.yaml");
    assumeTrue(Files.exists(file), "KubeArmor's definition is not beside the project");
    JsonNode schema =
        YAML.readTree(Files.readString(file)).at("/spec/versions/0/schema/openAPIV3Schema");
    strict(schema);
    String text = JSON.writeValueAsString(schema);
    for (JsonNode policy : written(Rendering.Format.KUBEARMOR)) {
      assertThat(fits(text, SpecificationVersion.DRAFT_4, policy)).as(policy.toString()).isTrue();
      ((ObjectNode) policy.get("spec")).put("acton", "Audit");
      assertThat(fits(text, SpecificationVersion.DRAFT_4, policy)).isFalse();
    }
  }

  /** An object may have only what it is said to have. */
  private static void strict(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(WrittenRulesTest::strict);
  }

  /** Fields that Debian's sysdig does not know yet, by others of their kind. */
  private static final Map<String, String> NEWER =
      Map.of(
          "proc.pexepath", "proc.exepath",
          "proc.is_exe_from_memfd", "proc.is_exe_writable",
          "proc.is_exe_upper_layer", "proc.is_exe_writable",
          "fs.path.name", "fd.name",
          "fs.path.target", "fd.name");

  @Test
  void sysdigCompilesTheConditions() throws Exception {
    assumeTrue(sysdig("evt.type = open").contains("can't open file"), "sysdig is not installed");
    assertThat(sysdig("proc.bad = 1")).contains("unrecognized field");
    assertThat(sysdig("proc.name = \"a\" b")).contains("syntax error");
    int compiled = 0;
    for (JsonNode document : written(Rendering.Format.FALCO)) {
      JsonNode rule = document.get(0);
      if (rule.get("source").stringValue().equals("syscall")) {
        String condition = rule.get("condition").stringValue();
        for (Map.Entry<String, String> newer : NEWER.entrySet()) {
          condition = condition.replace(newer.getKey(), newer.getValue());
        }
        assertThat(sysdig(condition)).as(condition).contains("can't open file");
        compiled++;
      }
    }
    assertThat(compiled).isGreaterThan(10);
  }

  /** Falco makes a condition of an exception by pasting its values behind one another. */
  @Test
  void sysdigCompilesWhatFalcoMakesOfAnException() throws Exception {
    assumeTrue(sysdig("evt.type = open").contains("can't open file"), "sysdig is not installed");
    List<String> hostile = HOSTILE.stream().filter(text -> !text.contains("'")).toList();
    RuleException exception =
        new RuleException(
            "any",
            List.of(
                new RuleException.Value(Field.EXECUTABLE, List.of(hostile.getFirst())),
                new RuleException.Value(Field.ARGUMENTS, hostile)),
            1,
            0,
            0);
    JsonNode one =
        YAML.readTree(Yaml.write(FalcoRules.exception(exception, 1))).at("/exceptions/0");
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < one.get("fields").size(); i++) {
      JsonNode value = one.get("values").get(0).get(i);
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.stringValue()));
      parts.add(
          one.get("fields").get(i).stringValue()
              + " "
              + one.get("comps").get(i).stringValue()
              + " "
              + (value.isArray() ? "(" + String.join(", ", items) + ")" : value.stringValue()));
    }
    String condition = "(evt.type = execve) and not ((" + String.join(" and ", parts) + "))";
    assertThat(sysdig(condition)).as(condition).contains("can't open file");
  }

  /** What sysdig says of a condition: it reads the trace only when it has understood it. */
  private static String sysdig(String condition) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder("sysdig", "-r", "/there/is/no.scap", condition)
              .redirectErrorStream(true)
              .start();
    } catch (IOException _) {
      return "";
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  @Test
  void theExceptionsAreWrittenAsFalcoHasThem() throws Exception {
    JsonNode item = exceptions();
    assertThat(fits(own(Rendering.Format.FALCO), SpecificationVersion.DRAFT_2020_12, item))
        .isTrue();
    assertThat(item.at("/0/exceptions/0/fields")).isInstanceOf(ArrayNode.class);
    assertThat(item.at("/0/exceptions/0/values/0/2/1").stringValue()).isEqualTo("\"-c \\\"b\\\"\"");
  }
}
